using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Lab.Models;

/// <summary>Expectation maximisation for Gaussian mixtures; one pass over the points does both halves of a step.</summary>
/// <remarks>
/// Points lie coordinate by coordinate, eight points to a vector. Sums of the second half are taken around the component's
/// old mean, so that one pass does not cancel. This is one kernel and reads in one piece.
/// </remarks>
internal sealed class MixtureFitter
{
    private const int Lanes = 8;

    private readonly int _n;
    private readonly int _d;
    private readonly int _k;
    private readonly double _regularisation;
    private readonly Vector512<double>[] _x;          // [blocks][d]
    private readonly Vector512<double>[] _centred;    // [k][d] of one block
    private readonly Vector512<double>[] _logJoint;   // [k] of one block
    private readonly Vector512<double>[] _sums;       // [k][1 + d + d(d+1)/2]: mass, first and second moments
    private readonly double[] _precisionRoot;         // [k][d][d], lower triangular inverse of the covariance's root
    private readonly double[] _logScale;              // [k] ln weight − ln det root − d/2 ln 2π

    public MixtureFitter(Points points, int components, double regularisation)
    {
        (_n, _d, _k, _regularisation) = (points.Count, points.Dimension, components, regularisation);
        int blocks = (_n + Lanes - 1) / Lanes;
        _x = new Vector512<double>[blocks * _d];
        Span<double> lane = stackalloc double[Lanes];
        for (int b = 0; b < blocks; b++)
        {
            for (int c = 0; c < _d; c++)
            {
                for (int l = 0; l < Lanes; l++)
                {
                    // The last block is filled up with copies of the last point; their mass is masked away.
                    lane[l] = points.Values[(Math.Min((b * Lanes) + l, _n - 1) * _d) + c];
                }

                _x[(b * _d) + c] = Vector512.Create<double>(lane);
            }
        }

        _centred = new Vector512<double>[_k * _d];
        _logJoint = new Vector512<double>[_k];
        _sums = new Vector512<double>[_k * Moments];
        _precisionRoot = new double[_k * _d * _d];
        _logScale = new double[_k];
        Weights = new double[_k];
        Means = new double[_k * _d];
        Covariances = new double[_k * _d * _d];
    }

    public double[] Weights { get; }

    public double[] Means { get; }

    public double[] Covariances { get; }

    private int Moments => 1 + _d + (_d * (_d + 1) / 2);

    /// <summary>First components: the clusters' own means and covariances.</summary>
    public void Start(ReadOnlySpan<int> clusters)
    {
        // Around the mean of all points, the sums of a cluster are exact enough.
        int blocks = _x.Length / _d;
        for (int c = 0; c < _d; c++)
        {
            double sum = 0;
            for (int i = 0; i < _n; i++)
            {
                sum += _x[(i / Lanes * _d) + c][i % Lanes];
            }

            for (int j = 0; j < _k; j++)
            {
                Means[(j * _d) + c] = sum / _n;
            }
        }

        Array.Clear(_sums);
        Span<double> share = stackalloc double[Lanes];
        for (int b = 0; b < blocks; b++)
        {
            for (int j = 0; j < _k; j++)
            {
                for (int l = 0; l < Lanes; l++)
                {
                    share[l] = (b * Lanes) + l < _n && clusters[(b * Lanes) + l] == j ? 1 : 0;
                }

                Centre(b, j);
                Collect(j, Vector512.Create<double>(share));
            }
        }

        Maximise();
    }

    /// <summary>One step; returns the mean log-likelihood before it, in nats.</summary>
    // Optimised at once: a short fit would end before the runtime has noticed that it is hot. Its parts are inlined.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Step()
    {
        Array.Clear(_sums);
        Vector512<double> likelihood = Vector512<double>.Zero;
        int blocks = _x.Length / _d;
        Vector512<double> full = Vector512<double>.One;
        for (int b = 0; b < blocks; b++)
        {
            Vector512<double> peak = Vector512.Create(double.NegativeInfinity);
            for (int j = 0; j < _k; j++)
            {
                _logJoint[j] = LogJoint(b, j);
                peak = Vector512.Max(peak, _logJoint[j]);
            }

            // In log space: a point far from every component would otherwise become 0/0.
            Vector512<double> sum = Vector512<double>.Zero;
            for (int j = 0; j < _k; j++)
            {
                _logJoint[j] = Vector512.Exp(_logJoint[j] - peak);
                sum += _logJoint[j];
            }

            Vector512<double> mask = b < blocks - 1 ? full : LastMask();
            likelihood += mask * (peak + Vector512.Log(sum));
            Vector512<double> scale = mask / sum;
            for (int j = 0; j < _k; j++)
            {
                Collect(j, _logJoint[j] * scale);
            }
        }

        Maximise();
        return Vector512.Sum(likelihood) / _n;
    }

    private Vector512<double> LastMask()
    {
        int last = _n - ((_n - 1) / Lanes * Lanes);
        Vector512<double> mask = Vector512<double>.Zero;
        for (int l = 0; l < last; l++)
        {
            mask = mask.WithElement(l, 1);
        }

        return mask;
    }

    private void Centre(int b, int j)
    {
        for (int c = 0; c < _d; c++)
        {
            _centred[(j * _d) + c] = _x[(b * _d) + c] - Vector512.Create(Means[(j * _d) + c]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> LogJoint(int b, int j)
    {
        ReadOnlySpan<Vector512<double>> x = _x.AsSpan(b * _d, _d);
        Span<Vector512<double>> centred = _centred.AsSpan(j * _d, _d);
        ReadOnlySpan<double> root = _precisionRoot.AsSpan(j * _d * _d, _d * _d);
        ReadOnlySpan<double> mean = Means.AsSpan(j * _d, _d);
        Vector512<double> squares = Vector512<double>.Zero;
        for (int c = 0; c < _d; c++)
        {
            centred[c] = x[c] - Vector512.Create(mean[c]);
            Vector512<double> y = Vector512<double>.Zero;
            for (int e = 0; e <= c; e++)
            {
                y += Vector512.Create(root[(c * _d) + e]) * centred[e];
            }

            squares += y * y;
        }

        return Vector512.Create(_logScale[j]) - (Vector512.Create(0.5) * squares);
    }

    /// <summary>Adds one block's share in a component to its sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Collect(int j, Vector512<double> share)
    {
        Span<Vector512<double>> sums = _sums.AsSpan(j * Moments, Moments);
        ReadOnlySpan<Vector512<double>> centred = _centred.AsSpan(j * _d, _d);
        sums[0] += share;
        int at = 1 + _d;
        for (int c = 0; c < centred.Length; c++)
        {
            Vector512<double> weighted = share * centred[c];
            sums[1 + c] += weighted;
            for (int e = 0; e <= c; e++)
            {
                sums[at++] += weighted * centred[e];
            }
        }
    }

    private void Maximise()
    {
        for (int j = 0; j < _k; j++)
        {
            ReadOnlySpan<Vector512<double>> sums = _sums.AsSpan(j * Moments, Moments);
            // As scikit-learn does: no component can lose all of its mass.
            double mass = Vector512.Sum(sums[0]) + (10 * (Math.BitIncrement(1) - 1));
            Span<double> mean = Means.AsSpan(j * _d, _d);
            Span<double> covariance = Covariances.AsSpan(j * _d * _d, _d * _d);
            int at = 1 + _d;
            for (int c = 0; c < _d; c++)
            {
                double shift = Vector512.Sum(sums[1 + c]) / mass;
                for (int e = 0; e <= c; e++)
                {
                    double product = shift * Vector512.Sum(sums[1 + e]) / mass;
                    double value = (Vector512.Sum(sums[at++]) / mass) - product + (e == c ? _regularisation : 0);
                    covariance[(c * _d) + e] = covariance[(e * _d) + c] = value;
                }
            }

            for (int c = 0; c < _d; c++)
            {
                mean[c] += Vector512.Sum(sums[1 + c]) / mass;
            }

            Weights[j] = mass / _n;
            Prepare(j, covariance);
        }
    }

    /// <summary>The inverse of the covariance's triangular root, and the constant of the log-density.</summary>
    private void Prepare(int j, ReadOnlySpan<double> covariance)
    {
        double[] root = Cholesky.Factor(covariance, _d);
        Span<double> inverse = _precisionRoot.AsSpan(j * _d * _d, _d * _d);
        inverse.Clear();
        double logDeterminant = 0;
        for (int c = 0; c < _d; c++)
        {
            if (!(root[(c * _d) + c] > 0))
            {
                throw new InvalidOperationException("A component's covariance has lost its rank; raise the regularisation.");
            }

            logDeterminant += Math.Log(root[(c * _d) + c]);
            inverse[(c * _d) + c] = 1 / root[(c * _d) + c];
            for (int e = 0; e < c; e++)
            {
                double sum = 0;
                for (int f = e; f < c; f++)
                {
                    sum -= root[(c * _d) + f] * inverse[(f * _d) + e];
                }

                inverse[(c * _d) + e] = sum / root[(c * _d) + c];
            }
        }

        _logScale[j] = Math.Log(Weights[j]) - logDeterminant - (0.5 * _d * Math.Log(2 * Math.PI));
    }
}
