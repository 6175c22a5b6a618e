using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Examples;

/// <summary>A small network of depthwise-separable convolutions: the recipe.</summary>
/// <param name="Width">Channels after the first convolution; doubled by each block.</param>
internal sealed record SeparableNetwork(int Width) : IStudentNetwork
{
    public string Name => $"separable{Width}";

    public int NativeSize => 32;

    public int Stride => 4;

    public StudentModule Create(int channels, int classCount) => new Module(Name, Width, channels, classCount);

    /// <summary>The network: layers in the constructor, their order in <see cref="Features{T}"/>, once for training and for ONNX.</summary>
    private sealed class Module : StudentModule
    {
        private readonly Conv2d _stem;
        private readonly BatchNorm2d _stemNormalization;
        private readonly SeparableBlock _block1;
        private readonly SeparableBlock _block2;

        public Module(string name, int width, int channels, int classCount) : base(name, nn.Linear(4 * width, classCount))
        {
            _stem = nn.Conv2d(channels, width, 3, padding: 1, bias: false);
            _stemNormalization = nn.BatchNorm2d(width);
            _block1 = new SeparableBlock(width, 2 * width);
            _block2 = new SeparableBlock(2 * width, 4 * width);
            RegisterComponents();
        }

        public override T Features<T>(ILayerOperations<T> layers, T image)
        {
            T map = layers.Relu(layers.Convolution(image, _stem, _stemNormalization));
            return _block2.Forward(layers, _block1.Forward(layers, map));
        }
    }
}
