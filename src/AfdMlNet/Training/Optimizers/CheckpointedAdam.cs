using AfdMlNet.Checkpoints;
using AfdMlNet.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>
/// TorchSharp's Adam and AdamW, step for step and bit for bit, with their scalars kept alive: see <see cref="Runtime.TensorMath"/>.
/// </summary>
internal sealed class CheckpointedAdam : Adam, ICheckpointedOptimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly Parameter[] _parameters;
    private readonly State[] _states;
    private readonly double _decay;
    private readonly bool _coupled;

    /// <param name="parameters">What it moves.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="decay">Weight decay.</param>
    /// <param name="coupled">Whether the decay is added to the gradient (Adam) or applied to the weights (AdamW).</param>
    public CheckpointedAdam(IReadOnlyList<Parameter> parameters, double rate, double decay, bool coupled)
        : base(parameters, rate, Beta1, Beta2, Epsilon, decay)
    {
        (_decay, _coupled) = (decay, coupled);
        _parameters = [.. parameters];
        _states = [.. state_dict().State.Cast<State>()];
    }

    public long Steps
    {
        get => _states.Length == 0 ? 0 : _states[0].step;
        set => Array.ForEach(_states, state => state.step = value);
    }

    public IEnumerable<(string Name, Tensor Value)> Tensors()
    {
        for (int i = 0; i < _states.Length; i++)
        {
            yield return (FormattableString.Invariant($"mean.{i}"), _states[i].exp_avg);
            yield return (FormattableString.Invariant($"square.{i}"), _states[i].exp_avg_sq);
        }
    }

    public override Tensor step(Func<Tensor>? closure = null)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        double rate = ParamGroups.Single().LearningRate;
        using Scalar decay = _decay.ToScalar();
        using Scalar shrink = (1 - rate * _decay).ToScalar();
        using Scalar beta1 = Beta1.ToScalar();
        using Scalar rest1 = (1 - Beta1).ToScalar();
        using Scalar beta2 = Beta2.ToScalar();
        using Scalar rest2 = (1 - Beta2).ToScalar();
        using Scalar epsilon = Epsilon.ToScalar();
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i].grad is not { } gradient)
                continue;
            State state = _states[i];
            state.step++;
            if (_decay != 0 && _coupled)
                gradient = gradient.add(_parameters[i], decay);
            else if (_decay != 0)
                _parameters[i].mul_(shrink);

            state.exp_avg.mul_(beta1).add_(gradient, rest1);
            state.exp_avg_sq.mul_(beta2).addcmul_(gradient, gradient, rest2);
            using Scalar correction = Math.Sqrt(1 - Math.Pow(Beta2, state.step)).ToScalar();
            using Scalar back = (-rate / (1 - Math.Pow(Beta1, state.step))).ToScalar();
            Tensor denominator = state.exp_avg_sq.sqrt().div(correction).PlusInPlace(epsilon);
            _parameters[i].addcdiv_(state.exp_avg, denominator, back);
        }

        return null!;
    }
}
