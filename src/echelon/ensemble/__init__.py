"""Many runs: threads, cluster, storage and resuming."""
