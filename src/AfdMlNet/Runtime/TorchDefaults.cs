using TorchSharp;

namespace AfdMlNet.Runtime;

/// <summary>
/// Torch as training takes it for granted, whatever the caller has set: numbers of single precision, and tensors that may have gradients on
/// this thread. Afterwards it is as it was.
/// </summary>
internal sealed class TorchDefaults : IDisposable
{
    private readonly torch.ScalarType _type = torch.get_default_dtype();
    private readonly IDisposable? _inference;

    public TorchDefaults()
    {
        torch.set_default_dtype(torch.ScalarType.Float32);
        if (torch.is_inference_mode_enabled())
            _inference = torch.inference_mode(false);
    }

    public void Dispose()
    {
        _inference?.Dispose();
        torch.set_default_dtype(_type);
    }
}
