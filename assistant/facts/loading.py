"""Records of files beside what the staff has: a merge of three, the last load being the third."""

from typing import Any, Dict, List, Mapping, NamedTuple, Sequence, Tuple

from assistant.facts.errors import FactError
from assistant.facts.people import Person
from assistant.facts.proposals import Proposal, Proposals
from assistant.facts.record import FactRecord


class LoadResult(NamedTuple):
    """What a load did: ids added, updated, left as they were; the differences left open; and the
    ids whose change waits for two people.

    ``differing`` maps an id to (what the staff has, what the files have).
    """

    added: List[str]
    updated: List[str]
    unchanged: List[str]
    differing: Dict[str, Tuple[Dict[str, Any], Dict[str, Any]]]
    waiting: List[str]


def merge(
    changes: Proposals,
    records: Mapping[str, FactRecord],
    by: Person,
    take_files_for: Sequence[str],
) -> LoadResult:
    """Take the records of files; see ``FactStore.load``.

    Raises:
        FactError: the files have no record of a fact that ``take_files_for`` names.
    """
    unknown = sorted(set(take_files_for) - set(records))
    if unknown:
        raise FactError(f"The files hold no fact {', '.join(unknown)} to take from them.")
    result = LoadResult([], [], [], {}, [])
    proposals: List[Proposal] = []
    for record in records.values():
        row = changes.rows.get(record.id)
        document = record.document()
        if row is None:
            result.added.append(record.id)
            proposals.append(Proposal(record.id, "add", document, loaded=document))
        elif row.record == document or row.loaded == document:
            row.loaded = document
            result.unchanged.append(record.id)
        elif row.record == row.loaded or record.id in take_files_for:
            result.updated.append(record.id)
            proposals.append(Proposal(record.id, "load", document, loaded=document))
        else:
            result.differing[record.id] = (row.record, document)
    waiting = changes.make(proposals, by)
    result.waiting.extend(sorted(waiting))
    for made in (result.added, result.updated):
        made[:] = [fact for fact in made if fact not in waiting]
    return result
