using Assay.Lab.Models.Vae;

namespace Assay.Lab.Measures;

/// <summary>Measures of loops on pictures: where the first model's encoder sees the newest model's pictures.</summary>
public static class PictureMeasures
{
    /// <summary>Pictures of a sample that are encoded; the published runs take 100, and more only scatter less.</summary>
    private const int Encoded = 1000;

    /// <summary>Standard deviation of all numbers of the codes, as the published notebook prints it.</summary>
    public static Measure<Images> LatentDeviation { get; } = new("latent-deviation", "", MeasureRole.Shown, s => Deviation(Codes(s)));

    /// <summary>Mean of all numbers of the codes.</summary>
    public static Measure<Images> LatentMean { get; } = new("latent-mean", "", MeasureRole.Shown, s => Codes(s).Average());

    /// <summary>Half the logarithm of their variance.</summary>
    public static Measure<Images> LatentSpread { get; } = new("latent-spread", "nats", MeasureRole.Spread, s => Math.Log(Deviation(Codes(s))));

    /// <summary>Nats that the newest model needs for a picture that no generation was trained on: a bound from above.</summary>
    /// <param name="heldOut">Those pictures.</param>
    public static Measure<Images> HeldOutNats(Images heldOut) => new("held-out-nats", "nats", MeasureRole.Error, s =>
        ((VaeModel)s.Model).Loss(heldOut, s.Prng));

    private static double[] Codes(Snapshot<Images> snapshot) => (double[])(snapshot.Scratch ??= ((VaeModel)snapshot.FirstModel)
        .Codes(new Images(snapshot.Sample.Pixels[..(Math.Min(Encoded, snapshot.Sample.Count) * Images.Length)])));

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
