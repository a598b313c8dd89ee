"""The mixed-integer program of an allocation problem, put together idea by idea."""
