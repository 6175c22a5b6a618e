namespace AfdMlNet.Networks;

/// <summary>
/// The recipe of one network of the ring. <see cref="StudentNetworks"/> holds the ready ones; to bring your own, implement this
/// interface and derive the network from <see cref="StudentModule"/>.
/// </summary>
public interface IStudentNetwork
{
    /// <summary>A short name, such as <c>resnet20</c>: it names the student in events, reports and files.</summary>
    string Name { get; }

    /// <summary>
    /// The input's side in pixels that the network was designed for (32, 224): used where the images share no size of their own.
    /// </summary>
    int NativeSize { get; }

    /// <summary>
    /// By how much the feature map is smaller than the input in each direction: 4 turns 32x32 into 8x8. No input side may be smaller.
    /// </summary>
    int Stride { get; }

    /// <summary>
    /// What the network's weights expect of colour images; null, the default, for no wish. A ring shares one input: it is the wish of the
    /// first network that has one (the training images' own mean and deviation where none has), and is folded into the weights of those
    /// with another.
    /// </summary>
    ImageNormalization? Normalization => null;

    /// <summary>
    /// The part of <see cref="AdversarialDistillationTrainer.Options.LogitOptimizer"/>'s rate that the network learns at; 1, the default,
    /// is all of it. Networks that start from trained weights take 0.1: the rate that fresh weights need destroys what they know. Above 0.
    /// </summary>
    double LearningRateFactor => 1;

    /// <summary>Makes the network with freshly initialised weights, drawn from torch's generator, which the trainer has seeded.</summary>
    /// <param name="channels">Channels of the input image: 1 or 3.</param>
    /// <param name="classCount">Number of classes: the width of the logits, at least 2.</param>
    /// <returns>The network, on the CPU.</returns>
    StudentModule Create(int channels, int classCount);
}
