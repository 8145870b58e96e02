namespace Assay.Lab.Training;

/// <summary>How far a training run has come.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps of the run.</param>
/// <param name="Loss">Loss of the last step, in nats a token or a picture.</param>
/// <param name="Rate">Tokens or pictures a second since this run began or resumed.</param>
/// <param name="TimeLeft">At this rate.</param>
public readonly record struct TrainingProgress(int Step, int Steps, double Loss, double Rate, TimeSpan TimeLeft);
