namespace AfdMlNet.Mpi;

/// <summary>What the launcher of MPI says to a process that it starts, in its environment.</summary>
/// <param name="Processes">How many it started; null where no launcher was at work.</param>
/// <param name="IsOpenMpi">Whether it is Open MPI's.</param>
internal readonly record struct MpiLauncher(int? Processes, bool IsOpenMpi)
{
    /// <param name="variable">Gives a variable of the environment.</param>
    public static MpiLauncher Of(Func<string, string?> variable)
    {
        if (int.TryParse(variable("OMPI_COMM_WORLD_SIZE"), out int open))
            return new(open, IsOpenMpi: true);
        // PMI: the launchers of MPICH, Intel MPI, MVAPICH and MS-MPI, and Slurm's srun --mpi=pmi2.
        if (int.TryParse(variable("PMI_SIZE"), out int processes))
            return new(processes, IsOpenMpi: false);
        // srun without --mpi=pmi2: so many processes that would not find each other, each training on its own.
        return new(int.TryParse(variable("SLURM_STEP_NUM_TASKS"), out int tasks) && tasks > 1 ? tasks : null, IsOpenMpi: false);
    }
}
