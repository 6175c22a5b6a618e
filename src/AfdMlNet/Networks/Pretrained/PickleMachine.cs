using static AfdMlNet.Networks.PickleOpcode;

namespace AfdMlNet.Networks;

/// <summary>
/// Reads a pickle that holds a state dict. A pickle is a program; this machine knows plain values, tuples, lists, dictionaries and the few
/// names of <see cref="PickleGlobals"/>, and refuses everything else, so that nothing of a file is ever run.
/// </summary>
/// <remarks>
/// TorchSharp.PyBridge 1.4.4 reads such files too, but its unpickler (Razorvine.Pickle) makes an object of any class a file names, calls
/// <c>__setstate__</c> by reflection, keeps its constructors in a process-wide table, and tensors are allocated before their sizes are
/// checked.
/// </remarks>
internal sealed class PickleMachine
{
    private readonly PickleInput _input;
    private readonly Func<object?, PickledStorage> _storage;
    private readonly PickleStack _stack = new();
    private readonly Dictionary<uint, object?> _memo = [];

    private PickleMachine(byte[] pickle, Func<object?, PickledStorage> storage) => (_input, _storage) = (new PickleInput(pickle), storage);

    /// <param name="pickle">The pickle.</param>
    /// <param name="storage">Finds the storage of a persistent id.</param>
    /// <returns>
    /// null, bool, long, double, string, tuple (array), list, <see cref="PickleDictionary"/> or <see cref="StoredTensor"/>.
    /// </returns>
    /// <exception cref="InvalidDataException">It is damaged, or asks for anything else.</exception>
    public static object? Load(byte[] pickle, Func<object?, PickledStorage> storage)
    {
        var machine = new PickleMachine(pickle, storage);
        while ((PickleOpcode)machine._input.Byte() is var opcode && opcode != Stop)
            machine.Execute(opcode);
        return machine._stack.Pop();
    }

    private void Execute(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case Protocol: _input.Byte(); break;
            case Frame: _input.Bytes(8); break;
            case None: _stack.Push(null); break;
            case NewTrue: _stack.Push(true); break;
            case NewFalse: _stack.Push(false); break;
            case BinInt: _stack.Push((long)_input.Int32()); break;
            case BinInt1: _stack.Push((long)_input.Byte()); break;
            case BinInt2: _stack.Push((long)_input.UInt16()); break;
            case Long1: _stack.Push(_input.Integer(_input.Byte())); break;
            case BinFloat: _stack.Push(_input.Double()); break;
            case BinUnicode: _stack.Push(_input.Text(_input.UInt32())); break;
            case ShortBinUnicode: _stack.Push(_input.Text(_input.Byte())); break;
            case Mark: _stack.Mark(); break;
            case EmptyTuple: _stack.Push(Array.Empty<object?>()); break;
            case Tuple1: _stack.Push(_stack.Pop(1)); break;
            case Tuple2: _stack.Push(_stack.Pop(2)); break;
            case Tuple3: _stack.Push(_stack.Pop(3)); break;
            case PickleOpcode.Tuple: _stack.Push(_stack.PopMark()); break;
            case EmptyList: _stack.Push(new List<object?>()); break;
            case Append: Extend([_stack.Pop()]); break;
            case Appends: Extend(_stack.PopMark()); break;
            case EmptyDictionary: _stack.Push(new PickleDictionary()); break;
            case SetItem: SetEntries(_stack.Pop(2)); break;
            case SetItems: SetEntries(_stack.PopMark()); break;
            case BinPut: _memo[_input.Byte()] = _stack.Top; break;
            case LongBinPut: _memo[_input.UInt32()] = _stack.Top; break;
            case Memoize: _memo[(uint)_memo.Count] = _stack.Top; break;
            case BinGet: Recall(_input.Byte()); break;
            case LongBinGet: Recall(_input.UInt32()); break;
            case Global: _stack.Push(PickleGlobals.Find(_input.Line(), _input.Line())); break;
            case StackGlobal: FindGlobal(_stack.Pop(2)); break;
            case BinPersistentId: _stack.Push(_storage(_stack.Pop())); break;
            case Reduce: Call(_stack.Pop(2)); break;
            case Build: SetState(_stack.Pop()); break;
            default:
                throw new InvalidDataException(
                $"Its pickle holds the instruction 0x{(byte)opcode:x2}, which torch.save does not write for weights.");
        }
    }

    private void Extend(object?[] values) => (_stack.Top as List<object?> ?? throw Wrong()).AddRange(values);

    private void SetEntries(object?[] values)
    {
        if (_stack.Top is not PickleDictionary dictionary || values.Length % 2 != 0)
            throw Wrong();
        for (int i = 0; i < values.Length; i += 2)
            dictionary.Add((values[i], values[i + 1]));
    }

    private void Recall(uint place) => _stack.Push(_memo.TryGetValue(place, out object? value) ? value : throw Wrong());

    private void FindGlobal(object?[] names) =>
        _stack.Push(names is [string module, string name] ? PickleGlobals.Find(module, name) : throw Wrong());

    private void Call(object?[] call) =>
        _stack.Push(call is [PickleFunction function, object?[] arguments] ? function(arguments) : throw Wrong());

    // A state dict carries its modules' versions in an attribute: there is no more to an object's state, and it is not needed.
    private void SetState(object? state)
    {
        if (state is not PickleDictionary || _stack.Top is not PickleDictionary)
            throw Wrong();
    }

    private static InvalidDataException Wrong() => new("Its pickle does what torch.save does not do for weights.");
}
