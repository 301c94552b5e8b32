package io.shrinkage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A page in a headless Chromium, driven by the DevTools protocol: a few commands over a web socket,
 * and every event that the page gives rise to.
 */
public final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 20;

  private final Process process;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final WebSocket socket;
  private int sent;

  private Browser(Process process, URI page) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Receiver()).join();
  }

  /** The browser that {@code -Dshrinkage.browser} names, or else one on the PATH. */
  public static Optional<Path> find() {
    String named = System.getProperty("shrinkage.browser");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            directory ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a browser with an empty page. */
  public static Browser open(Path executable, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                executable.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(profile.resolveSibling("browser.log").toFile())
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    until("the browser listens", () -> lines(port).size() == 2);
    String list = "http://127.0.0.1:" + lines(port).get(0) + "/json/list";
    until("there is a page", () -> page(list).isPresent());
    Browser browser = new Browser(process, page(list).orElseThrow());
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      browser.send(domain + ".enable", Map.of());
    }
    return browser;
  }

  private static List<String> lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return reader.lines().toList();
    }
  }

  private static Optional<URI> page(String list) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(list)).build();
    String body =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    for (JsonNode target : JSON.readTree(body)) {
      if (target.path("type").asText().equals("page")) {
        return Optional.of(URI.create(target.get("webSocketDebuggerUrl").asText()));
      }
    }
    return Optional.empty();
  }

  /** Runs a command and gives its result. */
  public JsonNode send(String method, Map<String, ?> parameters) throws Exception {
    int id = ++sent;
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    socket.sendText(message.toString(), true).join();
    JsonNode result = answer.get(SECONDS, TimeUnit.SECONDS);
    if (result.has("error")) {
      throw new IllegalStateException(method + ": " + result.get("error"));
    }
    return result.get("result");
  }

  /** Opens a file at a width in pixels, and forgets the events before it. */
  public void open(Path file, int width) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    events.clear();
    send("Page.navigate", Map.of("url", file.toUri().toString()));
    until("it has loaded", () -> !events(event -> is(event, "Page.loadEventFired")).isEmpty());
  }

  /** The value of a JavaScript expression. */
  public JsonNode evaluate(String expression) throws Exception {
    JsonNode answer =
        send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  /** The errors and warnings of the page's console. */
  public List<JsonNode> complaints() {
    return events(
        event ->
            is(event, "Runtime.exceptionThrown")
                || (is(event, "Runtime.consoleAPICalled")
                    && !event.at("/params/type").asText().equals("log"))
                || (is(event, "Log.entryAdded")
                    && !event.at("/params/entry/level").asText().equals("verbose")));
  }

  /** The addresses that the page asked for, its own and data within it apart. */
  public List<String> requests() {
    return events(event -> is(event, "Network.requestWillBeSent")).stream()
        .filter(event -> !event.at("/params/type").asText().equals("Document"))
        .map(event -> event.at("/params/request/url").asText())
        .filter(url -> !url.startsWith("data:"))
        .toList();
  }

  private List<JsonNode> events(Predicate<JsonNode> wanted) {
    return events.stream().filter(wanted).toList();
  }

  private static boolean is(JsonNode event, String method) {
    return event.path("method").asText().equals(method);
  }

  /** A condition that may not be met yet. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits until a condition is met. */
  public static void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited " + SECONDS + " s until " + what);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        receive(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void receive(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      if (message.has("id")) {
        pending.remove(message.get("id").asInt()).complete(message);
      } else {
        events.add(message);
      }
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + text, e);
    }
  }
}
