using AfdMlNet.Checkpoints;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>
/// TorchSharp's SGD with momentum, step for step and bit for bit, with its scalars kept alive: see <see cref="Runtime.TensorMath"/>.
/// </summary>
internal sealed class CheckpointedSgd : SGD, ICheckpointedOptimizer
{
    private readonly Parameter[] _parameters;
    private readonly State[] _states;
    private readonly double _momentum;
    private readonly double _decay;
    private long _steps;

    public CheckpointedSgd(IReadOnlyList<Parameter> parameters, double rate, double momentum, double decay)
        : base(parameters, rate, momentum, weight_decay: decay)
    {
        (_momentum, _decay) = (momentum, decay);
        _parameters = [.. parameters];
        _states = [.. state_dict().State.Cast<State>()];
    }

    public long Steps
    {
        get => _steps;
        set
        {
            _steps = value;
            if (_steps == 0 || _momentum == 0)
                return;
            for (int i = 0; i < _parameters.Length; i++)
                _states[i].momentum_buffer ??= _parameters[i].detach().new_zeros(_parameters[i].shape).DetachFromDisposeScope();
        }
    }

    public IEnumerable<(string Name, Tensor Value)> Tensors() => _states
        .Select((state, i) => (Name(i), state.momentum_buffer))
        .Where(pair => pair.momentum_buffer is not null);

    public override Tensor step(Func<Tensor>? closure = null)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using Scalar back = (-ParamGroups.Single().LearningRate).ToScalar();
        using Scalar decay = _decay.ToScalar();
        using Scalar momentum = _momentum.ToScalar();
        using Scalar one = 1.0.ToScalar();
        _steps++;
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i].grad is not { } gradient)
                continue;
            if (_decay != 0)
                gradient = gradient.add(_parameters[i], decay);
            if (_momentum != 0)
            {
                if (_states[i].momentum_buffer is { } buffer)
                    buffer.mul_(momentum).add_(gradient, one);
                else
                    _states[i].momentum_buffer = gradient.clone().detach().DetachFromDisposeScope();
                gradient = _states[i].momentum_buffer;
            }

            _parameters[i].add_(gradient, back);
        }

        return null!;
    }

    private static string Name(int parameter) => FormattableString.Invariant($"momentum.{parameter}");
}
