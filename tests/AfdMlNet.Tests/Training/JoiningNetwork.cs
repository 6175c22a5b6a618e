using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Training;

/// <summary>How a network runs its convolution of 12 channels, whose map comes from <c>cat</c> and <c>interpolate</c>.</summary>
internal enum Calls
{
    Layers,
    Hooked,
    Unseen,
}

/// <summary>A network of a user's own.</summary>
internal sealed record JoiningNetwork(Calls Calls) : IStudentNetwork
{
    public string Name => "joining";

    public int NativeSize => 8;

    public int Stride => 1;

    public StudentModule Create(int channels, int classCount) => new Module(channels, classCount, Calls);

    private sealed class Module : StudentModule
    {
        private readonly Calls _calls;
        private readonly Conv2d _stem;
        private readonly Conv2d _mix = nn.Conv2d(12, 5, 3, padding: 1, bias: false);
        private readonly BatchNorm2d _norm = nn.BatchNorm2d(5);

        public Module(int channels, int classCount, Calls calls) : base(nameof(JoiningNetwork), nn.Linear(5, classCount))
        {
            _calls = calls;
            _stem = nn.Conv2d(channels, 6, 3, stride: 2, padding: 1, bias: false);
            RegisterComponents();
        }

        public override T Features<T>(ILayerOperations<T> layers, T image)
        {
            if (layers is not ILayerOperations<Tensor> operations || image is not Tensor pixels)
                throw new NotSupportedException("For training alone.");
            Tensor half = operations.Convolution(pixels, _stem);
            Tensor whole = nn.functional.interpolate(half, scale_factor: [2, 2]);
            Tensor joined = cat([whole, whole.abs()], 1).contiguous();
            Tensor mixed = _calls switch
            {
                Calls.Layers => operations.Convolution(joined, _mix),
                Calls.Hooked => _mix.call(joined),
                _ => nn.functional.conv2d(joined, _mix.weight, padding: [1, 1]),
            };
            return (T)(object)operations.Relu(operations.Normalization(mixed, _norm));
        }
    }
}
