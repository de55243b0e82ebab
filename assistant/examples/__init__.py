"""How people ask: the training examples in ``data/nlu`` as the staff adds to them."""
