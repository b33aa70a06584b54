"""Reading a document in a process of its own, with bounds and no network: an upload is not parsed where secrets are."""
