package dev.sallyport.server.wiring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something on SIGHUP, or on another signal, where the system has it. Reached by reflection: the JDK offers signals only in a module it
 * calls unsupported.
 */
public final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    /** Runs the work on every SIGHUP, on a thread of the JDK's; returns whether this process can. */
    public static boolean handle(Runnable work) {
        return handle("HUP", work);
    }

    /** Runs the work on every signal of that name, without the {@code SIG}; returns whether this process can. */
    public static boolean handle(String name, Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, args) -> answer(method.getName(), work);
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call);
            Object before = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            // Whoever starts a process with nohup wants the signal ignored, and the JDK keeps to that.
            if (handler.getField("SIG_IGN").get(null).equals(before)) {
                LOG.info("this process was started to ignore SIG{} (nohup); restart to reload policies", name);
                return false;
            }
            return true;
        } catch (ReflectiveOperationException e) {
            LOG.info("this system has no SIG{}; restart to reload policies", name);
            return false;
        }
    }

    private static @Nullable Object answer(String method, Runnable work) {
        return switch (method) {
            case "handle" -> {
                work.run();
                yield null;
            }
            case "hashCode" -> 0;
            case "equals" -> false;
            default -> "hangup";
        };
    }
}
