namespace Assay.Lab.Rehearsal;

/// <summary>Keeps finished replicates, so that a run that was stopped repeats none of them. Safe to call from several threads.</summary>
public interface ICourseStore
{
    /// <summary>A finished replicate; null when it has not been run.</summary>
    /// <param name="arm">Key of the arm.</param>
    /// <param name="replicate">From 0.</param>
    RehearsalCourse? Find(string arm, int replicate);

    /// <summary>Keeps a replicate.</summary>
    /// <param name="arm">Key of the arm.</param>
    /// <param name="replicate">From 0.</param>
    /// <param name="course">What it showed.</param>
    void Keep(string arm, int replicate, RehearsalCourse course);
}
