using System.Numerics;
using Assay.Lab.Training.Kernels;

namespace Assay.Lab.Training.Optimisation;

/// <summary>Gradient descent that divides each number's step by how large its gradients have been (Kingma and Ba 2015; Loshchilov and Hutter 2019).</summary>
/// <remarks>m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; w ← w − rate · (m̂ / (√v̂ + ε) + decay · w), with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).</remarks>
public sealed class AdamW
{
    private readonly Workbench _bench;
    private readonly AdamWOptions _options;

    /// <summary>Starts without memory.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="parameters">What it changes.</param>
    /// <param name="options">Its settings.</param>
    public AdamW(Workbench bench, IReadOnlyList<Parameter> parameters, AdamWOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (_bench, _options, Parameters) = (bench, options, parameters);
        FirstMoments = [.. parameters.Select(p => new Tensor(p.Value.Shape))];
        SecondMoments = [.. parameters.Select(p => new Tensor(p.Value.Shape))];
    }

    /// <summary>What it changes.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Steps so far.</summary>
    public int Steps { get; set; }

    /// <summary>m of each parameter.</summary>
    public IReadOnlyList<Tensor> FirstMoments { get; }

    /// <summary>v of each parameter.</summary>
    public IReadOnlyList<Tensor> SecondMoments { get; }

    /// <summary>Scales all gradients so that their common length is at most a bound.</summary>
    /// <param name="bound">Above 0.</param>
    /// <returns>The length before.</returns>
    public double Clip(double bound)
    {
        double squares = 0;
        foreach (Parameter parameter in Parameters)
        {
            squares += Vectors.Dot(parameter.Gradient.Span, parameter.Gradient.Span);
        }

        double length = Math.Sqrt(squares);
        if (length > bound)
        {
            foreach (Parameter parameter in Parameters)
            {
                Vectors.Scale((float)(bound / length), parameter.Gradient.Span);
            }
        }

        return length;
    }

    /// <summary>Takes one step against the gradients and clears them.</summary>
    /// <param name="rate">The learning rate, 0 or more.</param>
    public void Step(double rate)
    {
        Steps++;
        double first = 1 - Math.Pow(_options.FirstMemory, Steps), second = 1 - Math.Pow(_options.SecondMemory, Steps);
        for (int i = 0; i < Parameters.Count; i++)
        {
            Parameter parameter = Parameters[i];
            float decay = parameter.Decays ? (float)_options.WeightDecay : 0;
            var update = new Update(
                (float)_options.FirstMemory, (float)_options.SecondMemory, (float)(rate / first), (float)(1 / Math.Sqrt(second)), (float)_options.Epsilon,
                _options.DecayInGradient ? 0 : (float)rate * decay, _options.DecayInGradient ? decay : 0);
            (Tensor m, Tensor v) = (FirstMoments[i], SecondMoments[i]);
            _bench.Share(parameter.Value.Length, 1, (from, to) => update.Apply(
                parameter.Value.Span[from..to], parameter.Gradient.Span[from..to], m.Span[from..to], v.Span[from..to]));
        }
    }

    private readonly record struct Update(float Beta1, float Beta2, float Rate, float RootScale, float Epsilon, float Shrink, float Pull)
    {
        /// <summary>Each number by itself: vectors and the rest behind them do the same arithmetic.</summary>
        public void Apply(Span<float> w, Span<float> g, Span<float> m, Span<float> v)
        {
            int i = 0;
            for (; i <= w.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                var weight = new Vector<float>(w[i..]);
                Vector<float> gradient = new Vector<float>(g[i..]) + (weight * Pull);
                Vector<float> mean = (new Vector<float>(m[i..]) * Beta1) + (gradient * (1 - Beta1));
                Vector<float> square = (new Vector<float>(v[i..]) * Beta2) + (gradient * gradient * (1 - Beta2));
                Vector<float> step = mean * Rate / ((Vector.SquareRoot(square) * RootScale) + new Vector<float>(Epsilon));
                mean.CopyTo(m[i..]);
                square.CopyTo(v[i..]);
                (weight - (weight * Shrink) - step).CopyTo(w[i..]);
            }

            for (; i < w.Length; i++)
            {
                float gradient = g[i] + (w[i] * Pull);
                m[i] = (m[i] * Beta1) + (gradient * (1 - Beta1));
                v[i] = (v[i] * Beta2) + (gradient * gradient * (1 - Beta2));
                w[i] = w[i] - (w[i] * Shrink) - (m[i] * Rate / ((MathF.Sqrt(v[i]) * RootScale) + Epsilon));
            }

            g.Clear();
        }
    }
}
