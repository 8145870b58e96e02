using Assay.Lab.Training;

namespace Assay.Tests.Lab.Training;

public class TensorPoolTests
{
    [Fact]
    public void Memory_that_came_back_is_lent_again_and_memory_that_did_not_is_not()
    {
        var pool = new TensorPool();
        Tensor first = pool.Rent(3, 4), second = pool.Rent(2, 6);
        Assert.NotSame(first.Values, second.Values);

        pool.Return(first);
        Tensor third = pool.Rent(12);

        Assert.Same(first.Values, third.Values);
        Assert.NotSame(second.Values, pool.Rent(12).Values);
        Assert.Equal(3 * 12 * sizeof(float), pool.Bytes);
    }

    [Fact]
    public void A_step_that_ended_takes_no_new_memory_the_next_time()
    {
        var pool = new TensorPool();
        for (int step = 0; step < 5; step++)
        {
            pool.Rent(5, 5);
            pool.Return(pool.RentZeros(5, 5));
            pool.Rent(7);
            pool.ReturnAll();
        }

        Assert.Equal((25 + 25 + 7) * sizeof(float), pool.Bytes);
    }

    [Fact]
    public void A_tensor_returned_twice_is_lent_once()
    {
        var pool = new TensorPool();
        Tensor tensor = pool.Rent(4);
        pool.Return(tensor);
        pool.Return(tensor);

        Assert.NotSame(pool.Rent(4).Values, pool.Rent(4).Values);
    }
}
