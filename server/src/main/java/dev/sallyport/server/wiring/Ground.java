package dev.sallyport.server.wiring;

import dev.sallyport.server.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of a gateway that no gated agent may touch, under each name by which they may be called. */
final class Ground {
    private static final List<String> HOMES = List.of("~", "$HOME", "${HOME}");

    private Ground() {}

    /** The names of data directory, configuration, policy folder and TLS keys. */
    static List<String> of(DataDirectory data, GatewayOptions options) {
        List<Path> files = new ArrayList<>(List.of(data.path()));
        options.configuration().ifPresent(files::add);
        ActivePolicies.directory(data, options.settings()).ifPresent(files::add);
        files.addAll(options.settings().integrity().soc().folders());
        options.settings().tls().ifPresent(tls -> files.addAll(secrets(tls)));
        options.settings().postgres().flatMap(Settings.Postgres::passwordFile).ifPresent(files::add);
        return names(files, Optional.ofNullable(System.getProperty("user.home")).map(Path::of));
    }

    private static List<Path> secrets(Settings.Tls tls) {
        return switch (tls) {
            case Settings.Tls.Pkcs12 p -> List.of(p.keystore(), p.passwordFile());
            case Settings.Tls.Pem p -> List.of(p.key());
        };
    }

    /** Each path as it was given, as the file system resolves it, and from the user's home as a shell writes it. */
    static List<String> names(List<Path> files, Optional<Path> home) {
        Set<Path> all = new LinkedHashSet<>();
        for (Path file : files) {
            Path given = file.toAbsolutePath().normalize();
            all.add(given);
            all.add(real(given));
        }
        Set<String> names = new LinkedHashSet<>();
        all.forEach(path -> names.add(path.toString()));
        home.map(Path::normalize)
                .ifPresent(base -> all.stream()
                        .filter(path -> path.startsWith(base) && !path.equals(base))
                        .forEach(path -> HOMES.forEach(word -> names.add(word + "/" + base.relativize(path)))));
        return List.copyOf(names);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path; // not there yet: it has no other name
        }
    }
}
