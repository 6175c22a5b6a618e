using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests;

/// <summary>A network of two convolutions: fast enough to train within a unit test.</summary>
internal sealed record TinyNetwork(int Width = 4, string Name = "tiny") : IStudentNetwork
{
    public int NativeSize => 8;

    public int Stride => 2;

    public StudentModule Create(int channels, int classCount) => new Module(channels, Width, classCount);

    public override string ToString() => Name;

    private sealed class Module : StudentModule, IStagedNetwork
    {
        private readonly Conv2d _conv1;
        private readonly BatchNorm2d _bn1;
        private readonly Conv2d _conv2;
        private readonly BatchNorm2d _bn2;

        public Module(int channels, int width, int classCount) : base("tiny", nn.Linear(width, classCount))
        {
            _conv1 = nn.Conv2d(channels, width, 3, stride: 2, padding: 1, bias: false);
            _bn1 = nn.BatchNorm2d(width);
            _conv2 = nn.Conv2d(width, width, 3, padding: 1, bias: false);
            _bn2 = nn.BatchNorm2d(width);
            RegisterComponents();
        }

        public override T Features<T>(ILayerOperations<T> layers, T image) => LastStage(layers, EarlyFeatures(layers, image));

        public T EarlyFeatures<T>(ILayerOperations<T> layers, T image) => layers.Relu(layers.Convolution(image, _conv1, _bn1));

        public T LastStage<T>(ILayerOperations<T> layers, T earlyMap) => layers.Relu(layers.Convolution(earlyMap, _conv2, _bn2));

        public IEnumerable<Parameter> LastStageParameters() => [.. _conv2.parameters(), .. _bn2.parameters()];
    }
}
