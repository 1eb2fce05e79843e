package dev.sallyport.server.config;

import dev.sallyport.shield.egress.HostLists;
import dev.sallyport.text.host.HostName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The section {@code shields.hosts}: hosts that the operator vouches for, or rules out, for the shield that watches where data goes. */
final class HostOptions {
    private static final int MOST = 10_000;

    private HostOptions() {}

    static HostLists read(Section shields) {
        Section s = shields.section("hosts");
        return new HostLists(names(s, "allow"), names(s, "deny"));
    }

    private static Set<String> names(Section s, String key) {
        List<String> written = s.texts(key);
        if (written.size() > MOST) {
            throw s.fault(key, "names " + written.size() + " hosts; it takes up to " + MOST);
        }
        Set<String> names = new HashSet<>();
        for (String name : written) {
            names.add(HostName.of(name)
                    .orElseThrow(
                            () -> s.fault(key, "takes hosts' names such as files.example.com, not `" + name + "`")));
        }
        return names;
    }
}
