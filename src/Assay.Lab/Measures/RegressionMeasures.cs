using Assay.Lab.Models;

namespace Assay.Lab.Measures;

/// <summary>Measures of loops on regressions and classifiers.</summary>
public static class RegressionMeasures
{
    /// <summary>Expected squared error on new inputs, label noise left out: squared distance of the weights from the truth.</summary>
    /// <param name="truth">The true weights.</param>
    public static Measure<Rows> TestError(double[] truth) => new("test-error", "", MeasureRole.Error, s =>
    {
        double distance = System.Numerics.Tensors.TensorPrimitives.Distance(((LinearRegressionModel)s.Model).Weights, truth);
        return distance * distance;
    });

    /// <summary>Share of new points classified as their class, exactly.</summary>
    public static Measure<LabelledPoints> Accuracy { get; } = new("accuracy", "", MeasureRole.Tail, s => ((TwoClassModel)s.Model).Accuracy);
}
