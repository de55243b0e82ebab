"""Tells from its words, and from where names stand among them, what a question is about."""

from typing import Any, NamedTuple, Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


class Worded(NamedTuple):
    """A text as it was written, with its spelling folded, and with its names masked."""

    text: str
    masked: str


def _words(most: int, **settings: Any) -> TfidfVectorizer:
    return TfidfVectorizer(
        ngram_range=(1, 3),
        min_df=2,
        token_pattern=r"\w+",
        sublinear_tf=True,
        max_features=most,
        dtype=np.float32,
        **settings,
    )


class WordScope:
    """A logistic regression on n-grams of characters, of words, and of words with masked names."""

    def __init__(self, most: int, strength: float) -> None:
        characters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 5),
            min_df=3,
            sublinear_tf=True,
            max_features=most,
            dtype=np.float32,
        )
        self._of_text = [characters, _words(most)]
        self._of_masked = _words(most, lowercase=False)
        # It converges in a sixth of the time of the default solver and tolerance.
        self._weights = LogisticRegression(C=strength, tol=0.01, solver="liblinear")

    def fit(self, texts: Sequence[Worded], about_other: Sequence[bool]) -> "WordScope":
        """Learn from texts, and whether each is about something else."""
        written, masked = [one.text for one in texts], [one.masked for one in texts]
        blocks = [vectorizer.fit_transform(written) for vectorizer in self._of_text]
        blocks.append(self._of_masked.fit_transform(masked))
        for vectorizer in (*self._of_text, self._of_masked):
            # Only the words left out are in this attribute, by the megabyte.
            vectorizer.stop_words_ = None
        self._weights.fit(csr_matrix(hstack(blocks)), list(about_other))
        return self

    def probabilities(self, texts: Sequence[Worded]) -> np.ndarray:
        """How likely each text is about something else, shape (texts,)."""
        written, masked = [one.text for one in texts], [one.masked for one in texts]
        blocks = [vectorizer.transform(written) for vectorizer in self._of_text]
        blocks.append(self._of_masked.transform(masked))
        found: np.ndarray = self._weights.predict_proba(csr_matrix(hstack(blocks)))[:, 1]
        return found
