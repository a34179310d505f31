/**
 * The engine port on docker-java: the only place that knows it. docker-java is the transport, the
 * streams and the simple commands; what a container is made with is written and read as the
 * engine's own JSON, for docker-java's classes lose what they do not know.
 *
 * <p>Where to begin: {@link dev.berth.engine.docker.DockerEngine} fulfils the port and hands each
 * call on.
 *
 * <ul>
 *   <li><b>calls</b>: {@link dev.berth.engine.docker.Connection}, {@link
 *       dev.berth.engine.docker.EngineClient}, {@link dev.berth.engine.docker.Deadlines}, {@link
 *       dev.berth.engine.docker.CallSlots}, {@link dev.berth.engine.docker.RawCalls}; what a
 *       failure means is decided by {@link dev.berth.engine.docker.DockerErrors}
 *   <li><b>things</b>: {@link dev.berth.engine.docker.DockerContainers}, {@link
 *       dev.berth.engine.docker.DockerNetworks}, {@link dev.berth.engine.docker.DockerVolumes},
 *       {@link dev.berth.engine.docker.DockerImages}, {@link dev.berth.engine.docker.DockerEvents},
 *       {@link dev.berth.engine.docker.Logs}, {@link dev.berth.engine.docker.Execs}
 *   <li><b>writing</b>: {@link dev.berth.engine.docker.Creation} with {@link
 *       dev.berth.engine.docker.Options}, {@link dev.berth.engine.docker.Mounts}, {@link
 *       dev.berth.engine.docker.Endpoints}; {@link dev.berth.engine.docker.Updates} while it runs
 *   <li><b>reading back</b>: {@link dev.berth.engine.docker.ContainerViews}, {@link
 *       dev.berth.engine.docker.SettingsView} with {@link dev.berth.engine.docker.OptionViews} and
 *       {@link dev.berth.engine.docker.MountViews}, {@link dev.berth.engine.docker.ResourceViews}
 *   <li><b>images</b>: {@link dev.berth.engine.docker.ImageVerbs}, {@link
 *       dev.berth.engine.docker.Pulls}, {@link dev.berth.engine.docker.Pushes}, {@link
 *       dev.berth.engine.docker.Builds} or {@link dev.berth.engine.docker.Buildx} as {@link
 *       dev.berth.engine.docker.BuilderChoice} decides; logins by {@link
 *       dev.berth.engine.docker.DockerConfigLogins}
 * </ul>
 */
@NullMarked
package dev.berth.engine.docker;

import org.jspecify.annotations.NullMarked;
