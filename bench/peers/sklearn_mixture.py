"""Times scikit-learn's GaussianMixture on the points that `Assay.Bench lab mixture FOLDER` wrote: the same data, the same
number of steps, the same (unreachable) tolerance, one core. Run by hand:

    dotnet run -c Release --project bench/Assay.Bench -- lab mixture points
    OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 python3 bench/peers/sklearn_mixture.py points
"""
import glob
import re
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore")  # not converging is the point of a fixed number of steps
print("scikit-learn", sklearn.__version__, "numpy", numpy.__version__)
for path in sorted(glob.glob(sys.argv[1] + "/points-*.csv")):
    n, d, k = map(int, re.findall(r"(\d+)-(\d+)-(\d+)\.csv", path)[0])
    points = numpy.loadtxt(path, delimiter=",")
    best = float("inf")
    for _ in range(5):
        model = GaussianMixture(k, tol=0, max_iter=100, covariance_type="full", random_state=0)
        start = time.process_time()
        model.fit(points)
        best = min(best, time.process_time() - start)
    print(f"mixture n={n} d={d} k={k}: {best * 1e3:.2f} ms for {model.n_iter_} steps, "
          f"{best / model.n_iter_ / n / k * 1e9:.2f} ns a step, point and component; mean log-likelihood {model.lower_bound_:.9f}")
