"""Planning and writing with a model that fails, in a Milepost that is killed, and for somebody who cancels."""
