// Every fixture has a host, a database and files of its own. What must be alone in the process is marked
// NonParallelizable.
[assembly: Parallelizable(ParallelScope.Fixtures)]
// Two cores; a fixture that waits for a process it started leaves its core to another.
[assembly: LevelOfParallelism(3)]
