using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Networks;

/// <summary>Networks for tests.</summary>
internal static class Students
{
    /// <summary>Every standard network's name, as test data.</summary>
    public static IEnumerable<object[]> Names => StudentNetworks.Names.Select(name => new object[] { name });

    public static StudentModule Create(string name, int channels = 3, int classes = 10, long seed = 1)
    {
        random.manual_seed(seed);
        return StudentNetworks.Parse(name).Create(channels, classes);
    }

    /// <summary>
    /// The network in evaluation mode as training might leave it: batch norms with weights and biases of all sizes, and running statistics
    /// gathered from random images, so that values neither vanish nor explode with depth.
    /// </summary>
    public static StudentModule Trained(StudentModule student, int channels = 3, int side = 32)
    {
        using IDisposable gradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (BatchNorm2d normalization in student.modules().OfType<BatchNorm2d>())
        {
            normalization.weight.uniform_(-0.5, 1.5);
            normalization.bias!.normal_(0, 0.3);
            normalization.running_mean!.normal_(0, 1);
            normalization.momentum = 0.9;
        }
        student.train();
        for (int pass = 0; pass < 2; pass++)
            student.forward(randn(4, channels, side, side));
        student.eval();
        return student;
    }
}
