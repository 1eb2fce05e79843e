package dev.sallyport.server.wiring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.sallyport.server.config.Settings;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Where logs go: text to standard error for whoever started the process, JSON lines to {@code logs/sallyport.jsonl}. Files
 * are rotated by size and day. One per process: a second one takes over.
 */
final class Logs implements AutoCloseable {
    private final LoggerContext context;

    private Logs(LoggerContext context) {
        this.context = context;
    }

    static Logs start(Path folder, Settings.Logging settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        context.getLogger("dev.sallyport").setLevel(Level.toLevel(settings.level()));
        root.addAppender(console(context));
        JsonEncoder json = new JsonEncoder();
        json.setContext(context);
        json.start();
        root.addAppender(file(context, folder, "sallyport", json, settings));
        return new Logs(context);
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(plain(context, "%d{HH:mm:ss} %-5level %msg%n%ex{short}"));
        console.start();
        return console;
    }

    private static PatternLayoutEncoder plain(LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private static RollingFileAppender<ILoggingEvent> file(
            LoggerContext context,
            Path folder,
            String name,
            Encoder<ILoggingEvent> encoder,
            Settings.Logging settings) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setName(name);
        file.setFile(folder.resolve(name + ".jsonl").toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(
                folder.resolve(name + ".%d{yyyy-MM-dd}.%i.jsonl.gz").toString());
        rolling.setMaxFileSize(new FileSize(settings.fileBytes()));
        rolling.setMaxHistory(settings.files());
        rolling.setTotalSizeCap(new FileSize(settings.fileBytes() * settings.files()));
        rolling.start();
        file.setRollingPolicy(rolling);
        file.setEncoder(encoder);
        file.start();
        return file;
    }

    /** Closes the files. */
    @Override
    public void close() {
        context.reset();
    }
}
