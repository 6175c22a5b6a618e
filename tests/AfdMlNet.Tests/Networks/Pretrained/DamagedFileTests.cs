using AfdMlNet.Networks;

namespace AfdMlNet.Tests.Networks.Pretrained;

/// <summary>Thousands of damaged files: each is read or refused, and none takes memory beyond what its size allows.</summary>
[TestClass]
public sealed class DamagedFileTests
{
    private const int Mutations = 3000;
    private const long MostMemory = 4 << 20;

    [TestMethod]
    [Timeout(Patience.Milliseconds, CooperativeCancellation = true)]
    public void Read_DamagedPth_IsReadOrRefused() => Damage(Fixture.Pth, seed: 1, Fixture.Read);

    [TestMethod]
    [Timeout(Patience.Milliseconds, CooperativeCancellation = true)]
    public void Read_DamagedPickleInASoundArchive_IsReadOrRefused()
    {
        (byte[] pickle, var files) = Fixture.Parts(Fixture.Pth);
        Damage(pickle, seed: 2, damaged => Fixture.Read(Fixture.Archive(damaged, files)));
    }

    [TestMethod]
    [Timeout(Patience.Milliseconds, CooperativeCancellation = true)]
    public void Read_DamagedSafetensors_IsReadOrRefused() => Damage(Fixture.Safetensors, seed: 3, Fixture.Read);

    private static void Damage(byte[] file, int seed, Func<byte[], IReadOnlyDictionary<string, StoredTensor>> read)
    {
        var random = new Random(seed);
        int refused = 0;
        for (int mutation = 0; mutation < Mutations; mutation++)
        {
            byte[] damaged = Mutate(file, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                foreach (StoredTensor tensor in read(damaged).Values)
                    tensor.ToSingles();
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            Assert.IsLessThan(MostMemory, GC.GetAllocatedBytesForCurrentThread() - before, $"mutation {mutation}");
        }
        Assert.IsInRange(Mutations / 10, Mutations, refused);
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];
        for (int change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
        {
            int place = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 40), bytes.Count - place);
            switch (random.Next(6))
            {
                case 0: bytes[place] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[place] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(place, length); break;
                case 3: bytes.InsertRange(place, bytes.GetRange(random.Next(bytes.Count - length + 1), length)); break;
                case 4:
                    for (int i = place; i < place + Math.Min(4, length); i++)
                        bytes[i] = 0xff;
                    break;
                default:
                    if (random.Next(4) == 0)
                        bytes.RemoveRange(place, bytes.Count - place);
                    break;
            }
        }
        return [.. bytes];
    }
}
