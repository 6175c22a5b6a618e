using TorchSharp.Modules;

namespace AfdMlNet.Networks;

/// <summary>
/// The layer operations that a network is written in. A network's forward is written once over them and read twice: with
/// <typeparamref name="T"/> a tensor it runs, with <typeparamref name="T"/> the name of a value it writes its own ONNX graph.
/// So the trained network and the exported one cannot drift apart.
/// </summary>
/// <typeparam name="T">The type of a value: a tensor, or the name of an ONNX value. Maps are N x C x H x W.</typeparam>
public interface ILayerOperations<T>
{
    /// <summary>2-d convolution, then <paramref name="normalization"/> where given (folded into the convolution in ONNX).</summary>
    /// <param name="input">N x C x H x W.</param>
    /// <param name="convolution">The convolution's layer.</param>
    /// <param name="normalization">The batch norm that follows at once, or null.</param>
    /// <returns>The convolved map.</returns>
    T Convolution(T input, Conv2d convolution, BatchNorm2d? normalization = null);

    /// <summary>Batch norm that does not follow a convolution at once (as in pre-activation networks).</summary>
    /// <param name="input">N x C x H x W.</param>
    /// <param name="normalization">The batch norm's layer.</param>
    /// <returns>The normalised map.</returns>
    T Normalization(T input, BatchNorm2d normalization);

    /// <summary>max(0, x). The input's memory may be overwritten: do not use <paramref name="input"/> afterwards.</summary>
    /// <param name="input">Any shape; not the network's input, which other networks read too.</param>
    /// <returns>The rectified value.</returns>
    T Relu(T input);

    /// <summary>min(max(0, x), 6). The input's memory may be overwritten, as with <see cref="Relu"/>.</summary>
    /// <param name="input">Any shape; not the network's input.</param>
    /// <returns>The value within 0 and 6.</returns>
    T Relu6(T input);

    /// <summary>
    /// left + right. The memory of <paramref name="left"/> may be overwritten: do not use it afterwards. So <paramref name="left"/> is the
    /// new branch (a convolution, batch norm or pooling) and <paramref name="right"/> the shortcut; it must not come straight from
    /// <see cref="Relu"/> or <see cref="Relu6"/>, whose gradient is taken from its output.
    /// </summary>
    /// <param name="left">Any shape; not the result of <see cref="Relu"/>, nor the network's input.</param>
    /// <param name="right">The same shape.</param>
    /// <returns>The sum.</returns>
    T Add(T left, T right);

    /// <summary>Joins two maps along the channels.</summary>
    /// <param name="left">N x C1 x H x W.</param>
    /// <param name="right">N x C2 x H x W.</param>
    /// <returns>N x (C1 + C2) x H x W.</returns>
    T Concatenate(T left, T right);

    /// <summary>Max pooling with square windows.</summary>
    /// <param name="input">N x C x H x W.</param>
    /// <param name="kernel">The window's side.</param>
    /// <param name="stride">The step between windows.</param>
    /// <param name="padding">Rows and columns added on each side.</param>
    /// <returns>The pooled map.</returns>
    T MaxPool(T input, int kernel, int stride, int padding = 0);

    /// <summary>Average pooling with square windows, without padding.</summary>
    /// <param name="input">N x C x H x W.</param>
    /// <param name="kernel">The window's side.</param>
    /// <param name="stride">The step between windows.</param>
    /// <returns>The pooled map.</returns>
    T AveragePool(T input, int kernel, int stride);

    /// <summary>The mean of each channel.</summary>
    /// <param name="input">N x C x H x W.</param>
    /// <returns>N x C.</returns>
    T GlobalAveragePool(T input);

    /// <summary>Fully connected layer.</summary>
    /// <param name="input">N x features.</param>
    /// <param name="linear">The layer.</param>
    /// <returns>N x outputs.</returns>
    T Linear(T input, Linear linear);
}
