package dev.sallyport.soc.plane;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Has the plane's thread step back behind those that judge: where there is less processor than work, detection waits and actions do not. On
 * Linux a thread has a nice value of its own (setpriority(2), "C library/kernel differences"), and to raise it needs no privilege; Java's own
 * priorities mean nothing there without a flag for the superuser. Elsewhere nothing is done.
 */
final class Yielding {
    /** After so many events; to bind a native call takes tens of milliseconds, which a start does not have to spare. */
    static final int AFTER_EVENTS = 1_000;

    /** About a third of the weight of a thread at 0 (sched(7)): enough to follow a loaded gateway, and no more. */
    private static final int NICE = 5;

    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;

    private Yielding() {}

    /** Raises the nice value of the calling platform thread, which must not be below 0; returns whether that was done. */
    static boolean begin() {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return false; // elsewhere the call is about the whole process
        }
        try {
            return (int) setpriority().invokeExact(PRIO_PROCESS, THIS_THREAD, NICE) == 0;
        } catch (Throwable refused) {
            return false; // no such call, or no native access: the thread goes on as all others
        }
    }

    @SuppressWarnings("restricted") // calling into the C library is what this class is for
    private static MethodHandle setpriority() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setpriority"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
}
