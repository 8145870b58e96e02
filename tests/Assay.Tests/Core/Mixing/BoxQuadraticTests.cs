using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Mixing;

public sealed class BoxQuadraticTests
{
    [Fact]
    public void The_minimiser_meets_the_conditions_of_optimality() =>
        Laws.Hold(300, seed =>
        {
            (double[] matrix, double[] gradient, double[] lower, double[] upper) = Random(seed);
            int n = gradient.Length;
            var p = new double[n];

            BoxQuadratic.Minimise(matrix, gradient, lower, upper, p);

            bool holds = true;
            for (int k = 0; k < n; k++)
            {
                double slope = gradient[k] + Enumerable.Range(0, n).Sum(l => matrix[(k * n) + l] * p[l]);
                holds &= p[k] >= lower[k] && p[k] <= upper[k];
                holds &= p[k] > lower[k] || p[k] >= upper[k] || slope >= -1e-8; // at a lower end it may only rise inwards
                holds &= p[k] < upper[k] || p[k] <= lower[k] || slope <= 1e-8;
                holds &= p[k] <= lower[k] || p[k] >= upper[k] || Math.Abs(slope) < 1e-8;
            }

            return holds;
        });

    [Fact]
    public void Without_bounds_in_the_way_it_is_the_solution_of_the_system()
    {
        var p = new double[2];

        BoxQuadratic.Minimise([4, 1, 1, 3], [-1, -2], [-9, -9], [9, 9], p);

        Assert.Equal(1.0 / 11, p[0], precision: 12);
        Assert.Equal(7.0 / 11, p[1], precision: 12);
    }

    [Fact]
    public void A_coordinate_that_depends_on_others_stays_where_it_is()
    {
        // The third row is the sum of the first two: any split solves the system, one of them is taken.
        double[] matrix = [2, 0, 2, 0, 3, 3, 2, 3, 5];
        var solution = new double[3];

        Cholesky.Solve(matrix, [2, 3, 5], [0, 1, 2], new double[9], solution);

        Assert.Equal(1, solution[0], precision: 12);
        Assert.Equal(1, solution[1], precision: 12);
        Assert.Equal(0, solution[2]);
    }

    [Fact]
    public void Cholesky_solves_on_the_coordinates_asked_for()
    {
        double[] matrix = [4, 9, 2, 9, 9, 9, 2, 9, 5]; // the middle coordinate is left out
        var solution = new double[2];

        Cholesky.Solve(matrix, [8, 99, 12], [0, 2], new double[9], solution);

        Assert.Equal(1, solution[0], precision: 12);
        Assert.Equal(2, solution[1], precision: 12);
    }

    private static (double[] Matrix, double[] Gradient, double[] Lower, double[] Upper) Random(int seed)
    {
        var prng = new Prng(new RunSeed((ulong)seed));
        int n = 1 + prng.NextInt32(12);
        double[] root = [.. Enumerable.Range(0, n * n).Select(_ => prng.NextDouble() - 0.5)];
        var matrix = new double[n * n];
        for (int k = 0; k < n; k++)
        {
            for (int l = 0; l < n; l++)
            {
                matrix[(k * n) + l] = Enumerable.Range(0, n).Sum(m => root[(k * n) + m] * root[(l * n) + m]) + (k == l ? 0.01 : 0);
            }
        }

        double[] gradient = [.. Enumerable.Range(0, n).Select(_ => 4 * (prng.NextDouble() - 0.5))];
        double[] lower = [.. Enumerable.Range(0, n).Select(_ => prng.NextInt32(3) == 0 ? 0 : -3 * prng.NextDouble())];
        double[] upper = [.. Enumerable.Range(0, n).Select(_ => prng.NextInt32(3) == 0 ? 0 : 3 * prng.NextDouble())];
        return (matrix, gradient, lower, upper);
    }
}
