Console.WriteLine("afd");
