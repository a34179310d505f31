package dev.berth.scenario;

import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;

/** A client that waits three seconds for an answer, and no longer: who is asked may stand still. */
final class ImpatientClient {
  private static final int MILLIS = 3000;

  static final RestAssuredConfig CONFIG =
      RestAssured.config()
          .httpClient(
              HttpClientConfig.httpClientConfig()
                  .setParam("http.socket.timeout", MILLIS)
                  .setParam("http.connection.timeout", MILLIS));

  private ImpatientClient() {}
}
