package dev.sallyport.cli.contain;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Brings the loopback interface of a new network namespace up, which starts down (netdevice(7)). Called here and not through {@code ip}, which
 * many containers lack. Linux on 64 bits.
 */
final class LoopbackInterface {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final int IFREQ_BYTES = 40;
    private static final int FLAGS_AT = 16;
    private static final short IFF_UP = 1;

    private LoopbackInterface() {}

    /** Returns whether it is up now. */
    static boolean up() {
        Linker linker = Linker.nativeLinker();
        MethodHandle socket = handle(
                linker,
                "socket",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle ioctl = handle(
                linker,
                "ioctl",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                Linker.Option.firstVariadicArg(2));
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) socket.invokeExact(AF_INET, SOCK_DGRAM, 0);
            MemorySegment request = arena.allocate(IFREQ_BYTES, Long.BYTES);
            request.setString(0, "lo");
            // The descriptor goes with the process, which lives as long as the command.
            if (descriptor < 0 || (int) ioctl.invokeExact(descriptor, SIOCGIFFLAGS, request) < 0) {
                return false;
            }
            short flags = request.get(ValueLayout.JAVA_SHORT, FLAGS_AT);
            request.set(ValueLayout.JAVA_SHORT, FLAGS_AT, (short) (flags | IFF_UP));
            return (int) ioctl.invokeExact(descriptor, SIOCSIFFLAGS, request) >= 0;
        } catch (Throwable thrown) { // what a method handle declares; none of these calls throws
            throw new IllegalStateException("the loopback interface can't be reached", thrown);
        }
    }

    @SuppressWarnings("restricted") // calling into the C library is what this class is for
    private static MethodHandle handle(
            Linker linker, String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }
}
