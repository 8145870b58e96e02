using Assay.Cli;

return await App.RunAsync(args, Terminal.Standard);
