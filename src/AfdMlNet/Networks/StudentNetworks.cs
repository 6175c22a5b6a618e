namespace AfdMlNet.Networks;

/// <summary>The ready networks.</summary>
public static class StudentNetworks
{
    /// <summary>CIFAR-style ResNet (He et al. 2015, section 4.2): three stages of 16, 32 and 64 channels.</summary>
    /// <param name="depth">6n + 2: 8, 14, 20, 32, 44, 56, 110, ...</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 6n + 2.</exception>
    public static IStudentNetwork CifarResNet(int depth) => throw new NotImplementedException();

    /// <summary>Wide ResNet (Zagoruyko and Komodakis 2016).</summary>
    /// <param name="depth">6n + 4: 10, 16, 22, 28, 40, ...</param>
    /// <param name="width">The factor on 16, 32 and 64 channels, at least 1.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 6n + 4, or the width is below 1.</exception>
    public static IStudentNetwork WideResNet(int depth, int width) => throw new NotImplementedException();

    /// <summary>ImageNet-style ResNet for larger images (He et al. 2015, table 1).</summary>
    /// <param name="depth">18 or 34.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The depth is neither 18 nor 34.</exception>
    public static IStudentNetwork ResNet(int depth) => throw new NotImplementedException();

    /// <summary>The network of a name: <c>resnet8</c>, <c>resnet20</c>, <c>wrn16-2</c>, <c>resnet18</c>, ... (case does not matter).</summary>
    /// <param name="name">The name, as <see cref="IStudentNetwork.Name"/> gives it.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ArgumentException">No network has that name; the message lists those there are.</exception>
    public static IStudentNetwork Parse(string name) => throw new NotImplementedException();
}
