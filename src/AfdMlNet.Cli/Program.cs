using AfdMlNet.Cli;
using AfdMlNet.Cli.Output;

return Application.Run(args, Terminal.OfProcess());
