using AfdMlNet.Images;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class TargetSizeTests
{
    [TestMethod]
    public void Parse_WhatToStringWrote_IsTheSame() =>
        Assert.AreEqual(new TargetSize(64, 48, ImageFit.Stretch), TargetSize.Parse(new TargetSize(64, 48, ImageFit.Stretch).ToString()));

    [TestMethod]
    [DataRow("0 1 Crop")]
    [DataRow("16385 1 Crop")]
    [DataRow("16384 16384 Crop")]
    [DataRow("2147483647 2147483647 Crop")]
    [DataRow("1 1 7")]
    [DataRow("1 1")]
    [DataRow("")]
    public void Parse_SizeThatNoImageMayHave_IsRefused(string text) =>
        StringAssert.Contains(Assert.ThrowsExactly<FormatException>(() => TargetSize.Parse(text)).Message, "damaged");
}
