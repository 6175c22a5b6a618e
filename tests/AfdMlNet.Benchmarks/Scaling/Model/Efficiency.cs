namespace AfdMlNet.Benchmarks.Scaling.Model;

/// <summary>Images per second and process with p processes, to those of one process alone.</summary>
internal static class Efficiency
{
    /// <summary>Below it batch norm has nothing to take a variance of.</summary>
    public const int FewestImages = 2;

    // Of a step: LogitBackward and AdversarialBackward in docs/speed.md's tables.
    private const double BackwardShare = 0.8;

    /// <summary>Weak scaling: every process has as many images as one alone.</summary>
    public static double Weak(StepCost step, Link link, int processes, int images, Change change)
    {
        int each = images * change.Images;
        return step.Compute(each) / Seconds(step, link, processes, each, change);
    }

    /// <summary>Strong scaling: the batch is divided among the processes. NaN where a part would have too few images.</summary>
    public static double Strong(StepCost step, Link link, int processes, int batch, Change change)
    {
        double each = (double)batch / processes;
        return each < FewestImages ? double.NaN : step.Compute(batch) / (processes * Seconds(step, link, processes, each, change));
    }

    /// <summary>A step of each of p processes: computing, and what of the exchange computing does not hide.</summary>
    public static double Seconds(StepCost step, Link link, int processes, double images, Change change)
    {
        double compute = step.Compute(images);
        double bucket = step.Calling
            + (change.InPlace ? 0 : step.GradientBytes * step.Copying / change.Buckets)
            + Allreduce.Seconds(step.GradientBytes * change.Bytes / change.Buckets, processes, link);
        // A bucket goes while the next one's gradients are taken; the last has nothing to hide behind.
        double exposed = bucket + (change.Buckets - 1) * Math.Max(0, bucket - BackwardShare * compute / change.Buckets);
        double terms = change.TermsWithGradients ? 0 : step.Calling + Allreduce.Seconds(step.TermBytes, processes, link);
        return compute + exposed / change.Every + terms;
    }
}
