package dev.sallyport.bench.soc;

import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Gateway;
import dev.sallyport.server.wiring.GatewayOptions;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * A gateway in a process of its own whose second plane can be wedged and flooded: prints its address and its operator's key, then obeys
 * {@code wedge}, {@code flood PER_SECOND} and {@code calm}, each answered with a line, until its input ends.
 */
final class SocChild {
    private SocChild() {}

    /** @param arguments a folder for its data, and its configuration */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Wedge clock = new Wedge();
        Sources sources = new Sources(clock, System::nanoTime, new SecureRandom());
        Path configuration = Path.of(arguments[1]);
        GatewayOptions options = new GatewayOptions(
                Path.of(arguments[0]), SettingsFile.read(configuration).withPort(0), Optional.of(configuration));
        Install.FreshKeys keys = Install.create(options, sources);
        try (Gateway gateway = Gateway.start(options, sources, List.of());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(gateway.url() + " " + keys.operatorKey());
            Optional<Flood> flood = Optional.empty();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "wedge" -> System.out.println(clock.wedge() ? "stuck " + clock.waiting() : "not stuck");
                    case "flood" -> {
                        flood = Optional.of(new Flood(gateway.events(), clock, Double.parseDouble(words[1])));
                        System.out.println("flooding");
                    }
                    case "calm" -> {
                        long sent = flood.map(Flood::sent).orElse(0L);
                        if (flood.isPresent()) {
                            flood.get().end();
                        }
                        flood = Optional.empty();
                        System.out.println("calm " + sent);
                    }
                    default -> System.out.println("unknown");
                }
            }
            clock.end();
        }
    }
}
