"""The same base and questions over the network; knows nothing of YAML."""
