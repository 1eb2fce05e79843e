package dev.sallyport.bench.soc;

import java.nio.file.Path;

/** How the gateways of this benchmark are set. */
final class SocSetting {
    private SocSetting() {}

    /** @param on whether there is a second plane, which may respond with the playbook of the examples and never brakes */
    static String configuration(boolean on) {
        Path playbooks = Path.of(System.getProperty("sallyport.root", "."))
                .toAbsolutePath()
                .normalize()
                .resolve("examples/soc/playbooks");
        String soc = on ? """
                soc:
                  respond: on
                  log_only_hours: 0
                  playbooks: "%s"
                  brake: {per_playbook: 10000, at_once: 10000, percent: 100, share: 100}
                """.formatted(playbooks) : "soc: {enabled: off}\n";
        return """
                rate: {per_second: 1000000, burst: 1000000}
                quotas: {loop: {repeats: 0}}
                """ + soc;
    }
}
