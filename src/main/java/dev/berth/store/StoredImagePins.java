package dev.berth.store;

import dev.berth.spec.App;
import dev.berth.state.ImagePins;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which image each revision was given, in the database. */
@ApplicationScoped
public class StoredImagePins implements ImagePins {
  private static final String PLACE = "app = ?1 and service = ?2 and revision = ?3";

  private final ImagePinRows pins;
  private final ImageLogRows logs;

  private final ImagePullRows pulls;

  private final RevisionRows revisions;
  private final AppText texts;
  private final RevisionTexts shared;

  StoredImagePins(
      ImagePinRows pins,
      ImageLogRows logs,
      ImagePullRows pulls,
      RevisionRows revisions,
      AppText texts,
      RevisionTexts shared) {
    this.shared = shared;
    this.revisions = revisions;
    this.texts = texts;
    this.pins = pins;
    this.logs = logs;
    this.pulls = pulls;
  }

  private Optional<ImagePinEntity> row(Place place) {
    return pins.find(PLACE, place.app(), place.service(), place.revision()).firstResultOptional();
  }

  @Override
  @Transactional
  public Optional<Pin> find(Place place) {
    return row(place)
        .map(StoredImagePins::pin)
        .or(() -> {
          Optional<Pin> inherited = inherited(place);
          inherited.ifPresent(pin -> save(place, pin));
          return inherited;
        });
  }

  /** Who goes back to an older revision wants its images too, whatever their tags mean today. */
  private Optional<Pin> inherited(Place place) {
    List<RevisionEntity> all = revisions.list("app", Sort.by("number").descending(), place.app());
    Optional<App> wanted =
        all.stream().filter(row -> row.number == place.revision()).findFirst().map(this::content);
    return all.stream()
        .filter(row -> row.number < place.revision())
        .filter(row -> wanted.filter(content(row)::equals).isPresent())
        .flatMap(row -> row(new Place(place.app(), place.service(), row.number)).stream())
        .map(StoredImagePins::pin)
        .findFirst();
  }

  private App content(RevisionEntity row) {
    return texts.read(shared.resolved(row)).withState(App.RunState.RUNNING);
  }

  private static Pin pin(ImagePinEntity row) {
    return new Pin(
        row.reference,
        row.imageId,
        Optional.ofNullable(row.digest),
        row.pinnedAt,
        Optional.ofNullable(row.published));
  }

  @Override
  @Transactional
  public void save(Place place, Pin pin) {
    ImagePinEntity row = row(place).orElseGet(ImagePinEntity::new);
    row.app = place.app();
    row.service = place.service();
    row.revision = place.revision();
    row.reference = pin.reference();
    row.imageId = pin.imageId();
    row.digest = pin.digest().orElse(null);
    row.pinnedAt = pin.at();
    row.published = pin.published().orElse(null);
    pins.persist(row);
  }

  @Override
  @Transactional
  public List<Pinned> of(String app) {
    return pins.list("app", Sort.by("revision").descending(), app).stream()
        .map(row -> new Pinned(new Place(row.app, row.service, row.revision), pin(row)))
        .toList();
  }

  @Override
  @Transactional
  public void saveLog(Place place, String log) {
    ImageLogEntity row =
        logs.find(PLACE, place.app(), place.service(), place.revision())
            .firstResultOptional()
            .orElseGet(ImageLogEntity::new);
    row.app = place.app();
    row.service = place.service();
    row.revision = place.revision();
    row.content = log;
    logs.persist(row);
  }

  @Override
  @Transactional
  public Optional<String> log(Place place) {
    return logs.find(PLACE, place.app(), place.service(), place.revision())
        .firstResultOptional()
        .map(row -> row.content);
  }

  @Override
  @Transactional
  public Optional<Instant> lastPull(String reference) {
    return pulls.findByIdOptional(reference).map(row -> row.pulledAt);
  }

  @Override
  @Transactional
  public void savePull(String reference, Instant at) {
    ImagePullEntity row = pulls.findByIdOptional(reference).orElseGet(ImagePullEntity::new);
    row.reference = reference;
    row.pulledAt = at;
    pulls.persist(row);
  }

  @Override
  @Transactional
  public void forget(String app) {
    pins.delete("app", app);
    logs.delete("app", app);
  }
}
