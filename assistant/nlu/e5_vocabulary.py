"""XLM-RoBERTa's vocabulary (Conneau et al. 2020, arXiv:1911.02116), as SentencePiece reads it."""

from sentencepiece.sentencepiece_model_pb2 import ModelProto, NormalizerSpec, TrainerSpec

from assistant.nlu.e5_weights import E5Weights

Piece = ModelProto.SentencePiece


def vocabulary_of(weights: E5Weights) -> bytes:
    """A SentencePiece model of unigrams (Kudo 2018, arXiv:1804.10959)."""
    kinds = {
        weights.unknown: Piece.UNKNOWN,
        weights.begin: Piece.CONTROL,
        weights.end: Piece.CONTROL,
    }
    pieces = [
        Piece(piece=text, score=score, type=kinds.get(place, Piece.NORMAL))
        for place, (text, score) in enumerate(weights.pieces())
    ]
    proto = ModelProto(
        pieces=pieces,
        trainer_spec=TrainerSpec(
            model_type=TrainerSpec.UNIGRAM,
            unk_piece=pieces[weights.unknown].piece,
            bos_piece=pieces[weights.begin].piece,
            eos_piece=pieces[weights.end].piece,
        ),
        # What replaces a character stands in the weights' file, and is done before.
        normalizer_spec=NormalizerSpec(name="identity", add_dummy_prefix=True),
    )
    content: bytes = proto.SerializeToString()
    return content
