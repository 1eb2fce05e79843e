package dev.sallyport.sigma.event;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which of Sigma's log sources a Windows event belongs to, by its channel and number (Sigma's taxonomy, appendix on log sources). One
 * value per source, so that a stream of events shares them.
 */
final class WindowsSources {
    private static final String SYSMON = "microsoft-windows-sysmon/operational";

    private static final Map<String, String> SERVICES = Map.ofEntries(
            Map.entry("application", "application"),
            Map.entry("security", "security"),
            Map.entry("system", "system"),
            Map.entry(SYSMON, "sysmon"),
            Map.entry("windows powershell", "powershell-classic"),
            Map.entry("microsoft-windows-powershell/operational", "powershell"),
            Map.entry("powershellcore/operational", "powershell"),
            Map.entry("microsoft-windows-taskscheduler/operational", "taskscheduler"),
            Map.entry("microsoft-windows-wmi-activity/operational", "wmi"),
            Map.entry("dns server", "dns-server"),
            Map.entry("microsoft-windows-dns-server/audit", "dns-server-audit"),
            Map.entry("microsoft-windows-dnsserver/audit", "dns-server-audit"),
            Map.entry("microsoft-windows-dns-client/operational", "dns-client"),
            Map.entry("microsoft-windows-driverframeworks-usermode/operational", "driver-framework"),
            Map.entry("microsoft-windows-ntlm/operational", "ntlm"),
            Map.entry("dhcp-server/operational", "dhcp"),
            Map.entry("microsoft-windows-dhcp-server/operational", "dhcp"),
            Map.entry("microsoft-windows-windows defender/operational", "windefend"),
            Map.entry("microsoft-windows-printservice/admin", "printservice-admin"),
            Map.entry("microsoft-windows-printservice/operational", "printservice-operational"),
            Map.entry("microsoft-windows-smbclient/security", "smbclient-security"),
            Map.entry("microsoft-windows-smbclient/connectivity", "smbclient-connectivity"),
            Map.entry("microsoft-windows-smbserver/connectivity", "smbserver-connectivity"),
            Map.entry("microsoft-windows-applocker/exe and dll", "applocker"),
            Map.entry("microsoft-windows-applocker/msi and script", "applocker"),
            Map.entry("microsoft-windows-applocker/packaged app-deployment", "applocker"),
            Map.entry("microsoft-windows-applocker/packaged app-execution", "applocker"),
            Map.entry("msexchange management", "msexchange-management"),
            Map.entry("microsoft-servicebus-client", "microsoft-servicebus-client"),
            Map.entry("microsoft-windows-codeintegrity/operational", "codeintegrity-operational"),
            Map.entry("microsoft-windows-bits-client/operational", "bits-client"),
            Map.entry("microsoft-windows-windows firewall with advanced security/firewall", "firewall-as"),
            Map.entry(
                    "microsoft-windows-terminalservices-localsessionmanager/operational",
                    "terminalservices-localsessionmanager"),
            Map.entry("openssh/operational", "openssh"),
            Map.entry("microsoft-windows-ldap-client/debug", "ldap"),
            Map.entry("microsoft-windows-shell-core/operational", "shell-core"),
            Map.entry("microsoft-windows-lsa/operational", "lsa-server"),
            Map.entry("microsoft-windows-diagnosis-scripted/operational", "diagnosis-scripted"),
            Map.entry("microsoft-windows-vhdmp/operational", "vhdmp"),
            Map.entry("microsoft-windows-appxdeploymentserver/operational", "appxdeployment-server"),
            Map.entry("microsoft-windows-appxpackaging/operational", "appxpackaging-om"),
            Map.entry("microsoft-windows-appmodel-runtime/admin", "appmodel-runtime"),
            Map.entry("microsoft-windows-security-mitigations/kernel mode", "security-mitigations"),
            Map.entry("microsoft-windows-security-mitigations/user mode", "security-mitigations"),
            Map.entry(
                    "microsoft-windows-certificateservicesclient-lifecycle-system/operational",
                    "certificateservicesclient-lifecycle-system"),
            Map.entry("microsoft-windows-capi2/operational", "capi2"),
            Map.entry("microsoft-windows-hyper-v-worker-admin", "hyper-v-worker"),
            Map.entry("microsoft-windows-kernel-eventtracing/admin", "kernel-event-tracing"),
            Map.entry("microsoft-windows-kernel-shimengine/operational", "kernel-shimengine"),
            Map.entry("microsoft-iis-configuration/operational", "iis-configuration"),
            Map.entry("microsoft-windows-sense/operational", "sense"));

    private static final Map<String, Set<String>> CATEGORIES = Map.ofEntries(
            sysmon(1, "process_creation"),
            sysmon(2, "file_change"),
            sysmon(3, "network_connection"),
            sysmon(4, "sysmon_status"),
            sysmon(5, "process_termination"),
            sysmon(6, "driver_load"),
            sysmon(7, "image_load"),
            sysmon(8, "create_remote_thread"),
            sysmon(9, "raw_access_thread"),
            sysmon(10, "process_access"),
            sysmon(11, "file_event"),
            sysmon(12, "registry_add", "registry_delete", "registry_event"),
            sysmon(13, "registry_set", "registry_event"),
            sysmon(14, "registry_rename", "registry_event"),
            sysmon(15, "create_stream_hash"),
            sysmon(16, "sysmon_status"),
            sysmon(17, "pipe_created"),
            sysmon(18, "pipe_created"),
            sysmon(19, "wmi_event"),
            sysmon(20, "wmi_event"),
            sysmon(21, "wmi_event"),
            sysmon(22, "dns_query"),
            sysmon(23, "file_delete"),
            sysmon(24, "clipboard_capture"),
            sysmon(25, "process_tampering"),
            sysmon(26, "file_delete", "file_delete_detected"),
            sysmon(27, "file_block_executable"),
            sysmon(28, "file_block_shredding"),
            sysmon(29, "file_executable_detected"),
            sysmon(255, "sysmon_error"),
            Map.entry("security/4688", Set.of("process_creation")),
            Map.entry("security/4657", Set.of("registry_event", "registry_set")),
            Map.entry("microsoft-windows-powershell/operational/4103", Set.of("ps_module")),
            Map.entry("microsoft-windows-powershell/operational/4104", Set.of("ps_script")),
            Map.entry("powershellcore/operational/4103", Set.of("ps_module")),
            Map.entry("powershellcore/operational/4104", Set.of("ps_script")),
            Map.entry("windows powershell/400", Set.of("ps_classic_start")),
            Map.entry("windows powershell/600", Set.of("ps_classic_provider_start")),
            Map.entry("windows powershell/800", Set.of("ps_classic_script")));

    private static final Map<String, Source> KNOWN = known();

    private WindowsSources() {}

    /** The source of an event; of one whose channel is not in the taxonomy only the product is known. */
    static Source of(String channel, String number) {
        String lower = channel.toLowerCase(Locale.ROOT);
        Source exact = KNOWN.get(lower + "/" + number);
        return exact != null ? exact : KNOWN.getOrDefault(lower, new Source("windows", Set.of(), Set.of()));
    }

    private static Map<String, Source> known() {
        Map<String, Source> known = new HashMap<>();
        SERVICES.forEach((channel, service) -> known.put(channel, new Source("windows", Set.of(), Set.of(service))));
        CATEGORIES.forEach((event, categories) -> {
            String service = SERVICES.getOrDefault(event.substring(0, event.lastIndexOf('/')), "");
            known.put(event, new Source("windows", categories, Set.of(service)));
        });
        return Map.copyOf(known);
    }

    private static Map.Entry<String, Set<String>> sysmon(int number, String... categories) {
        return Map.entry(SYSMON + "/" + number, Set.of(categories));
    }
}
