using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distributed;

/// <summary>
/// A network without batch norm: what it makes of an image does not depend on the others in its batch, so that parts add up to the whole.
/// </summary>
internal sealed record PlainNetwork(string Name) : IStudentNetwork
{
    public int NativeSize => 8;

    public int Stride => 2;

    public StudentModule Create(int channels, int classCount) => new Module(channels, classCount);

    private sealed class Module : StudentModule
    {
        private readonly Conv2d _convolution;

        public Module(int channels, int classCount) : base("plain", nn.Linear(6, classCount))
        {
            _convolution = nn.Conv2d(channels, 6, 3, stride: 2, padding: 1);
            RegisterComponents();
        }

        public override T Features<T>(ILayerOperations<T> layers, T image) => layers.Relu(layers.Convolution(image, _convolution));
    }
}
