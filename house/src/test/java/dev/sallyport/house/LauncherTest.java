package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher finds its JDK, builds only when it must, and never changes what a verb says. */
@Timeout(60)
class LauncherTest {

    private Doll doll;

    @BeforeEach
    void build(@TempDir Path folder) throws IOException {
        doll = new Doll(folder.toRealPath());
    }

    @Test
    void withoutJdk25_everyVerbEndsInOneClearLine() throws Exception {
        doll.jdk("usr/lib/jvm/java-17", "17.0.15");
        Doll.Ended ended = doll.run("decide");
        assertEquals(5, ended.status());
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().contains("no JDK 25 found"), ended.err());
        assertEquals(2, doll.run("hook", "claude-code").status(), "a hook knows 0 and 2 only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/temurin-25-jdk-amd64",
                "usr/lib/jvm/zulu",
                "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "home/.sdkman/candidates/java/25.0.3-tem"
            })
    void jdk25_isFoundInTheUsualFolders(String home) throws Exception {
        doll.jdk("usr/lib/jvm/java-17", "17.0.15");
        doll.jdk(home, "25.0.3");
        assertEquals(0, doll.run("decide").status());
        assertEquals(1, doll.calls("java").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "25.0.3", "25-ea"})
    void javaHome_isAskedFirst(String version) throws Exception {
        doll.with("JAVA_HOME", doll.jdk("opt/mine", version).toString());
        assertEquals(0, doll.run("decide").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "24.0.1", "250", "1.8.0_25"})
    void anotherVersionInJavaHome_isPassedOver(String version) throws Exception {
        doll.with("JAVA_HOME", doll.jdk("opt/mine", version).toString());
        assertEquals(5, doll.run("decide").status());
    }

    @Test
    void jdkOnPath_isFoundThroughItsLinks() throws Exception {
        Path jdk = doll.jdk("opt/mine", "25.0.3");
        Files.createSymbolicLink(doll.at("bin/java.real"), jdk.resolve("bin/java"));
        Files.createSymbolicLink(doll.at("bin/java"), Path.of("java.real"));
        assertEquals(0, doll.run("decide").status());
    }

    @Test
    void build_happensOnceAndAgainOnlyAfterAnEdit() throws Exception {
        withJdk();
        doll.run("decide");
        doll.run("canon");
        assertEquals(1, doll.calls("maven").size());
        doll.editSource();
        doll.run("decide");
        assertEquals(2, doll.calls("maven").size());
        Files.delete(doll.project().resolve("cli/src/main/java/A.java"));
        doll.run("decide");
        assertEquals(3, doll.calls("maven").size(), "a removed source makes its folder newer");
    }

    @Test
    void insideATestRun_nothingIsBuilt() throws Exception {
        withJdk();
        assertEquals(5, doll.with("SALLYPORT_NO_BUILD", "1").run("decide").status());
        doll.without("SALLYPORT_NO_BUILD").run("decide");
        doll.editSource();
        assertEquals(0, doll.with("SALLYPORT_NO_BUILD", "1").run("decide").status());
        assertEquals(1, doll.calls("maven").size());
    }

    @Test
    void building_saysNothingOnStdout_andAFailureShowsMavensWords() throws Exception {
        withJdk();
        assertEquals("", doll.run("decide").out());
        doll.editSource();
        Doll.Ended failed = doll.with("DOLL_MAVEN_STATUS", "1").run("decide");
        assertEquals(5, failed.status());
        assertEquals("", failed.out());
        assertTrue(failed.err().contains("words of maven"), failed.err());
        assertEquals(0, doll.without("DOLL_MAVEN_STATUS").run("decide").status(), "a failed build is tried again");
    }

    @Test
    void twoLaunchersAtOnce_buildOnce() throws Exception {
        withJdk();
        doll.with("DOLL_MAVEN_SLOW", "yes");
        Process first = doll.start(doll.project().resolve("sallyport"), "decide");
        Process second = doll.start(doll.project().resolve("sallyport"), "decide");
        assertEquals(0, Doll.end(first).status());
        assertEquals(0, Doll.end(second).status());
        assertEquals(1, doll.calls("maven").size());
        assertEquals(2, doll.calls("java").size());
    }

    @Test
    void lockOfADeadBuild_isTakenOver() throws Exception {
        withJdk();
        Process dead = doll.start(doll.at("bin/sh"), "-c", "exit 0");
        dead.waitFor();
        Doll.write(doll.project().resolve("target/build.lock/pid"), dead.pid() + "\n");
        assertEquals(0, doll.run("decide").status());
        assertFalse(Files.exists(doll.project().resolve("target/build.lock")));
    }

    @Test
    void buildOfARunningGateway_isKept_andOneThatNobodyRunsIsRemoved() throws Exception {
        withJdk();
        Process up = doll.with("DOLL_JAVA_HANGS", "yes").start(doll.project().resolve("sallyport"), "up");
        try {
            waitForCall();
            doll.without("DOLL_JAVA_HANGS").editSource();
            doll.run("decide");
            assertTrue(Files.isDirectory(doll.project().resolve("target/run/1/lib")), "the gateway runs on build 1");
            doll.editSource();
            doll.run("decide");
            assertTrue(Files.exists(doll.project().resolve("target/run/2")), "the last build stays for one more");
            doll.editSource();
            doll.run("decide");
            assertFalse(Files.exists(doll.project().resolve("target/run/2")), "nobody runs build 2 any more");
            assertTrue(Files.isDirectory(doll.project().resolve("target/run/1/lib")), "the gateway runs on build 1");
        } finally {
            up.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void statusOfAVerb_isForwarded(int status) throws Exception {
        withJdk();
        assertEquals(
                status,
                doll.with("DOLL_JAVA_STATUS", Integer.toString(status))
                        .run("decide")
                        .status());
    }

    @Test
    void verbsWords_reachTheJvmUnchanged() throws Exception {
        withJdk();
        Doll.Ended ended = doll.with("DOLL_JAVA_SAYS", "answer").run("mcp", "--server", "a b", "--", "cmd", "*");
        assertEquals("answer", ended.out());
        String call = doll.calls("java").getFirst();
        assertTrue(call.endsWith("dev.sallyport.cli.Main mcp --server a b -- cmd *"), call);
        assertTrue(call.contains("-Dsallyport.root=" + doll.project()), call);
    }

    @Test
    void up_startsFromTheCacheThatTheBuildLeft_andWithoutOneAllTheSame() throws Exception {
        withJdk();
        doll.run("up");
        assertFalse(doll.calls("java").getLast().contains("AOTCache"));
        Files.createFile(doll.project().resolve("target/run/1/up.aot"));
        doll.run("up");
        assertTrue(doll.calls("java").getLast().contains("-XX:AOTCache=" + doll.project() + "/target/run/1/up.aot"));
        doll.run("decide");
        assertFalse(doll.calls("java").getLast().contains("AOTCache"));
    }

    @Test
    void launcher_worksThroughSymbolicLinks() throws Exception {
        withJdk();
        Files.createSymbolicLink(doll.at("first"), Path.of("project/sallyport"));
        Files.createSymbolicLink(doll.at("second"), doll.at("first"));
        assertEquals(0, Doll.end(doll.start(doll.at("second"), "decide")).status());
        assertTrue(doll.calls("java").getFirst().contains("-Dsallyport.root=" + doll.project()));
    }

    @Test
    void hook_neverBuilds() throws Exception {
        withJdk();
        Doll.Ended unbuilt = doll.run("hook", "cursor");
        assertEquals(2, unbuilt.status());
        assertTrue(unbuilt.err().contains("nothing is built"), unbuilt.err());
        doll.run("decide");
        doll.editSource();
        assertEquals(0, doll.with("DOLL_JAVA_SAYS", "{}").run("hook", "cursor").status());
        assertEquals(1, doll.calls("maven").size());
    }

    @Test
    void hook_handsOverItsInputAndOneDocument() throws Exception {
        withJdk();
        doll.run("decide");
        Doll.Ended ended = doll.with("DOLL_JAVA_ECHO", "yes").runWithInput("{\"tool\":\"x\"}", "hook", "cursor");
        assertEquals(new Doll.Ended(0, "{\"tool\":\"x\"}", ""), ended);
    }

    @ParameterizedTest
    @CsvSource({
        "DOLL_JAVA_STATUS,1",
        "DOLL_JAVA_STATUS,2",
        "DOLL_JAVA_STATUS,3",
        "DOLL_JAVA_STATUS,4",
        "DOLL_JAVA_STATUS,5",
        "DOLL_JAVA_STATUS,137",
        "DOLL_JAVA_KILLED,yes",
        "DOLL_JAVA_HANGS,yes"
    })
    void hookThatCannotDecide_endsWith2_andWithholdsWhatItHalfSaid(String how, String value) throws Exception {
        withJdk();
        doll.run("decide");
        Doll.Ended ended = doll.with("SALLYPORT_HOOK_DEADLINE", "1")
                .with("DOLL_JAVA_SAYS", "{\"permission\":\"allow\"")
                .with(how, value)
                .run("hook", "cursor");
        assertEquals(2, ended.status());
        assertEquals("", ended.out());
    }

    @Test
    void hookThatSaysNothing_endsWith2() throws Exception {
        withJdk();
        doll.run("decide");
        assertEquals(2, doll.run("hook", "cursor").status());
    }

    @ParameterizedTest
    @CsvSource({
        "'',-B verify",
        "--full,-B -Dexcluded.groups=slow -Dsallyport.full=true -Dsurefire.rerunFailingTestsCount=1 verify",
        "--slow,-B --fail-at-end -Dexcluded.groups=none-left-out -Dsallyport.slow=true verify"
    })
    void test_choosesTheSuite_andSumsItUp(String option, String call) throws Exception {
        withJdk();
        doll.with("DOLL_REPORT", """
                <testsuite xmlns:xsi="x" version="3.0" name="a" time="0.1" tests="6" errors="0" skipped="3" failures="1">
                  <testcase name="b" time="0"><skipped message="skipped: no corpora"/></testcase>
                  <testcase name="c" time="0"><skipped message="needs &lt;root&gt; &amp; &quot;net&quot;" type="x"/></testcase>
                  <testcase name="d" time="0"><skipped type="x"><![CDATA[org.opentest4j.TestAbortedException: Assumption failed: skipped: no peers
                	at org.junit]]></skipped></testcase>
                  <testcase name="e" classname="p.SlowTest" time="0"><flakyFailure message="late"/></testcase>
                </testsuite>""");
        Doll.Ended ended = option.isEmpty() ? doll.run("test") : doll.run("test", option);
        assertEquals(0, ended.status());
        assertEquals(2, doll.calls("maven").size(), "the build that tests start verbs of, then the tests");
        assertEquals(call, doll.calls("maven").getLast());
        assertTrue(ended.out().contains("skipped 1: skipped: no corpora\n"), ended.out());
        assertTrue(ended.out().contains("skipped 1: needs <root> & \"net\"\n"), ended.out());
        assertTrue(ended.out().contains("skipped 1: skipped: no peers\n"), ended.out());
        assertTrue(ended.out().contains("flaky: SlowTest.e failed, then passed: find out why\n"), ended.out());
        assertTrue(ended.out().endsWith("\n2 passed, 1 failed, 3 skipped\n"), ended.out());
        List<String> languages = switch (option) {
            case "--full" -> List.of("check ");
            case "--slow" -> List.of("check --slow");
            default -> List.of();
        };
        assertEquals(languages, doll.calls("languages"));
    }

    @Test
    void test_forwardsMavensFailure_andAnEmptyRunFails() throws Exception {
        withJdk();
        assertEquals(1, doll.run("test").status(), "no test ran");
        doll.run("decide");
        doll.with("DOLL_REPORT", "<testsuite name=\"a\" tests=\"1\" errors=\"0\" skipped=\"0\" failures=\"0\"/>");
        assertEquals(0, doll.run("test").status());
        assertEquals(1, doll.with("DOLL_MAVEN_STATUS", "1").run("test").status());
        assertEquals(2, doll.run("test", "--fast").status());
    }

    @Test
    void test_forwardsTheFailureOfTheOtherLanguages() throws Exception {
        withJdk();
        doll.with("DOLL_REPORT", "<testsuite name=\"a\" tests=\"1\" errors=\"0\" skipped=\"0\" failures=\"0\"/>");
        doll.with("DOLL_LANGUAGES_STATUS", "1");
        assertEquals(1, doll.run("test", "--full").status());
        assertEquals(0, doll.run("test").status(), "the quick suite needs no other language");
    }

    @Test
    void test_namesWhatItLeavesOut() throws Exception {
        withJdk();
        Doll.write(doll.project().resolve("cli/src/test/java/B.java"), "@Tag(\"full\") class B {}");
        assertTrue(doll.run("test").out().contains("not run: tests tagged full in 1 files"));
        assertFalse(doll.run("test", "--full").out().contains("tagged full"));
    }

    @Test
    void test_printsTheMutationScoreOfEachModule() throws Exception {
        withJdk();
        doll.with("DOLL_REPORT", "<testsuite name=\"a\" tests=\"1\" errors=\"0\" skipped=\"0\" failures=\"0\"/>");
        doll.with("DOLL_MUTATIONS", """
                A.java,a.A,m,b,1,KILLED,t
                A.java,a.A,m,b,2,TIMED_OUT,t
                A.java,a.A,m,b,3,SURVIVED,none
                A.java,a.A,m,b,4,NO_COVERAGE,none""");
        String out = doll.run("test", "--slow").out();
        assertTrue(out.contains("mutation cli: 2 of 4 changes noticed, score 50\n"), out);
    }

    private void withJdk() throws IOException {
        doll.jdk("usr/lib/jvm/java-25", "25.0.3");
    }

    /** Until the stand-in JVM wrote down its call; the class's time limit ends a wait in vain. */
    private void waitForCall() throws IOException {
        while (doll.calls("java").isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
