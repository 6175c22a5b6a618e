namespace AfdMlNet.Benchmarks.Speed;

/// <summary>One way to make a training step of a ring.</summary>
internal interface IContender : IDisposable
{
    string Name { get; }

    /// <summary>Makes some steps and answers how long each took in the mean, in milliseconds.</summary>
    double Steps(int count);
}
