using OxyPlot;

namespace AfdMlNet.Reporting.Charts;

/// <summary>
/// Measures text for a reader's font, which is not known here: OxyPlot's own measure is Helvetica's, and a wider font's labels would be
/// cut.
/// </summary>
internal sealed class WideText(double width, double height) : PdfRenderContext(width, height, OxyColors.Transparent)
{
    // DejaVu Sans and Verdana are the widest fonts in use; with 1.25 their labels were still cut.
    private const double OfHelvetica = 1.5;

    public override OxySize MeasureText(string? text, string? fontFamily, double fontSize, double fontWeight)
    {
        OxySize size = base.MeasureText(text, fontFamily, fontSize, fontWeight);
        return new(OfHelvetica * size.Width, size.Height);
    }
}
