package dev.sallyport.server.wiring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged meanwhile, at every level of this program's own loggers, with the traces of what was thrown. */
final class LogLines extends AppenderBase<ILoggingEvent> {
    private static final String OURS = "dev.sallyport";

    /** What is done meanwhile. */
    @FunctionalInterface
    interface Deed {
        void run() throws Exception;
    }

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines() {}

    static List<String> of(Deed deed) throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger(OURS);
        Level before = ours.getLevel();
        LogLines heard = new LogLines();
        heard.start();
        root.addAppender(heard);
        ours.setLevel(Level.TRACE);
        try {
            LoggerFactory.getLogger(OURS + ".probe").trace("heard at every level");
            deed.run();
        } finally {
            ours.setLevel(before);
            root.detachAppender(heard);
        }
        if (heard.lines.isEmpty()) {
            throw new AssertionError("nothing was heard of what is logged");
        }
        return List.copyOf(heard.lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " " + thrown);
    }
}
