package dev.sallyport.server.console;

/** Runs of campaigns as somebody hands them in. */
public final class Runs {
    private Runs() {}

    /**
     * A run with two classes, of which the second stays as it is.
     *
     * @param number of the run, 1 to 59; it ends that many minutes after midnight
     */
    public static String of(String campaign, int number, int stopped, int attempts) {
        return of(campaign, number, stopped, attempts, "\"prompt injection\"");
    }

    /** @param attackClass as JSON */
    static String of(String campaign, int number, int stopped, int attempts, String attackClass) {
        return """
                {"format":"sallyport-campaign-1","campaign":"%s","run":"run-%d","started":"2025-12-01T00:00:00Z",\
                "ended":"2025-12-01T00:%02d:00Z","corpus":"%s","under_test":["injection-guard@1.0.0",%s],"rows":[\
                {"class":%s,"by":"insider","attempts":%d,"denied":%d,"held":0,"flagged":0,"succeeded":%d,"benign":30,"interrupted":1},\
                {"class":"exfiltration","by":%s,"attempts":10,"denied":5,"held":4,"flagged":1,"succeeded":0,"benign":0,"interrupted":0}]}\
                """.formatted(
                        campaign,
                        number,
                        number,
                        "ab".repeat(32),
                        attackClass,
                        attackClass,
                        attempts,
                        stopped,
                        attempts - stopped,
                        attackClass);
    }
}
