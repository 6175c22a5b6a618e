using AfdMlNet.Images;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class PixelScaleTests
{
    [TestMethod]
    public void Usual_EveryByte_ComesBack()
    {
        foreach (PixelScale scale in PixelScale.Usual)
        {
            for (int value = 0; value < 256; value++)
            {
                Assert.IsTrue(scale.Holds(scale.ToRaw((byte)value)));
                Assert.AreEqual(value, scale.ToByte(scale.ToRaw((byte)value)));
            }
        }
    }

    [TestMethod]
    [DataRow(0.5f)]
    [DataRow(-1f)]
    [DataRow(256f)]
    public void Holds_NoByte_IsFalse(float raw) => Assert.IsFalse(PixelScale.Bytes.Holds(raw));

    [TestMethod]
    public void Spanning_Range_ReachesBothEndsAndClampsBeyond()
    {
        PixelScale scale = PixelScale.Spanning(-2, 8);

        Assert.AreEqual(-2f, scale.ToRaw(0));
        Assert.AreEqual(8f, scale.ToRaw(255), 1e-5f);
        Assert.AreEqual(0, scale.ToByte(-100));
        Assert.AreEqual(255, scale.ToByte(100));
        Assert.AreEqual(3f, PixelScale.Spanning(3, 3).ToRaw(0));
    }
}
